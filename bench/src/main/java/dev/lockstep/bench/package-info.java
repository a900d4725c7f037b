/**
 * Benchmarks of the engine and the network, each beside what else there is for the job. Uses the public interfaces of sim-core and
 * sim-net alone, so that they stay what a user gets.
 */
@NullMarked
package dev.lockstep.bench;

import org.jspecify.annotations.NullMarked;
