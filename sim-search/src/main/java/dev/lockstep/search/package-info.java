/**
 * Searching seeded schedules for broken promises. This package is what the author of a scenario or of a system under test
 * writes against; {@code engine} runs seeds, {@code seed} keeps them in files, {@code shrink} makes them small, {@code defect}
 * loads patched builds and {@code cli} is the {@code lockstep} command. Knows no particular system under test.
 */
@NullMarked
package dev.lockstep.search;

import org.jspecify.annotations.NullMarked;
