/** Seed files: JSON that keeps a run for ever. Reads strictly, writes atomically. */
@NullMarked
package dev.lockstep.search.seed;

import org.jspecify.annotations.NullMarked;
