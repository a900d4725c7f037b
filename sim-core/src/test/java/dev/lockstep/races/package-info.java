/** Code with races and tests that find them; outside of the simulation's own packages, as code under test is. */
@NullMarked
package dev.lockstep.races;

import org.jspecify.annotations.NullMarked;
