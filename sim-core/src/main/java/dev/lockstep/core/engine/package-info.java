/**
 * What runs a simulation: the event queue, the carrier loop, the scheduler of a host's virtual threads, and the private details
 * of the JDK they rest on. Not for users of the simulation.
 */
@NullMarked
package dev.lockstep.core.engine;

import org.jspecify.annotations.NullMarked;
