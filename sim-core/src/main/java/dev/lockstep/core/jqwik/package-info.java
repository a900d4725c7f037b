/** Seeds as arguments of jqwik properties. Needs jqwik, which the test brings along. */
@NullMarked
package dev.lockstep.core.jqwik;

import org.jspecify.annotations.NullMarked;
