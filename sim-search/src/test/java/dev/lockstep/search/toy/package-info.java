/** A scenario and a system under test of a few lines, to test the search with. */
@NullMarked
package dev.lockstep.search.toy;

import org.jspecify.annotations.NullMarked;
