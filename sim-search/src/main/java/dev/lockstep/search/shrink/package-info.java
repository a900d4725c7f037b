/** Making a failing plan small without losing its failure. */
@NullMarked
package dev.lockstep.search.shrink;

import org.jspecify.annotations.NullMarked;
