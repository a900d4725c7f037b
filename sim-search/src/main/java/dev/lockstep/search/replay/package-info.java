/** Running seed files again and judging whether they still show what they promise. */
@NullMarked
package dev.lockstep.search.replay;

import org.jspecify.annotations.NullMarked;
