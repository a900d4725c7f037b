/** Measuring speed: rounds of benchmarks and of scenarios, their medians, and what they are compared with. */
@NullMarked
package dev.lockstep.search.bench;

import org.jspecify.annotations.NullMarked;
