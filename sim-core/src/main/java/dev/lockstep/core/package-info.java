/**
 * The runtime: ordinary Java on one carrier thread, under virtual time, in an order decided by a seed. This package is what a
 * user of the simulation sees; {@code engine} runs it, {@code agent} redirects the JDK, {@code boot} is what redirected code
 * calls. Uses the JDK only.
 */
@NullMarked
package dev.lockstep.core;

import org.jspecify.annotations.NullMarked;
