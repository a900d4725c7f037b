/**
 * What code under test calls to be disturbed in a simulation and to say how far it got. Uses nothing but the JDK, so that a server
 * may carry it into production, where it does nothing.
 */
@NullMarked
package dev.lockstep.buggify;

import org.jspecify.annotations.NullMarked;
