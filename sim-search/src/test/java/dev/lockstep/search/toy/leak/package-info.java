/** Scenarios with planted leaks: what the simulation cannot redirect. */
@NullMarked
package dev.lockstep.search.toy.leak;

import org.jspecify.annotations.NullMarked;
