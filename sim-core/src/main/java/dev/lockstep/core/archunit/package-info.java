/** Rules for ArchUnit users: what the code under test must not do to be simulated. Needs ArchUnit, which the test brings along. */
@NullMarked
package dev.lockstep.core.archunit;

import org.jspecify.annotations.NullMarked;
