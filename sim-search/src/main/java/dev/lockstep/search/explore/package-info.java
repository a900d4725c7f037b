/** The search over many seeds on one or more threads, and what it adds up. */
@NullMarked
package dev.lockstep.search.explore;

import org.jspecify.annotations.NullMarked;
