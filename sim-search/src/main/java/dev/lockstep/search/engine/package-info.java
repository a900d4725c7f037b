/** Finds scenarios and subjects, loads builds and runs one seed. Uses the top package and sim-core. */
@NullMarked
package dev.lockstep.search.engine;

import org.jspecify.annotations.NullMarked;
