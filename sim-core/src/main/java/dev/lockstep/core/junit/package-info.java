/**
 * JUnit 5 tests that run once a seed in a simulation: {@link dev.lockstep.core.junit.SimTest}. Needs junit-jupiter-api, which the
 * test brings along.
 */
@NullMarked
package dev.lockstep.core.junit;

import org.jspecify.annotations.NullMarked;
