/** How many schedules it takes to find each known defect: searches from fresh seeds, several times, and what came of them. */
@NullMarked
package dev.lockstep.search.defectbench;

import org.jspecify.annotations.NullMarked;
