/** Plans as arguments of jqwik properties. Needs jqwik, which the test brings along. */
@NullMarked
package dev.lockstep.search.jqwik;

import org.jspecify.annotations.NullMarked;
