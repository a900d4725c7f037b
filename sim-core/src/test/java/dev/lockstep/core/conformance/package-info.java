/**
 * The conformance suite: ordinary Java code that knows nothing of a simulation, run on real threads of the JVM and in
 * simulations of several seeds; what it sees must agree. docs/coverage.md lists the areas.
 */
@NullMarked
package dev.lockstep.core.conformance;

import org.jspecify.annotations.NullMarked;
