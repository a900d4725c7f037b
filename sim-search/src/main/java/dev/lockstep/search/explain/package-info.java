/**
 * Telling a run in text: the plan as sentences, the events that matter, who waited for whom when the promise broke. Uses
 * {@code replay} to run seed files again.
 */
@NullMarked
package dev.lockstep.search.explain;

import org.jspecify.annotations.NullMarked;
