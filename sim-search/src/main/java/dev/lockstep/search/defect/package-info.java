/** Patched builds: defect files, unified diffs, compiling in memory, class loaders of their own. Uses the JDK only. */
@NullMarked
package dev.lockstep.search.defect;

import org.jspecify.annotations.NullMarked;
