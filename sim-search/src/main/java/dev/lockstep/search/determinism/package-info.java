/** Comparing the traces of the same seeds in two JVMs. */
@NullMarked
package dev.lockstep.search.determinism;

import org.jspecify.annotations.NullMarked;
