/** Runs every point of a bounded space. Uses the engine, and the keeping of failures of the search. */
@NullMarked
package dev.lockstep.search.prove;

import org.jspecify.annotations.NullMarked;
