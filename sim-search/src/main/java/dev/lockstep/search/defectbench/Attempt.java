package dev.lockstep.search.defectbench;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * One search for one defect.
 *
 * @param schedules how many runs it took, the failing one included
 * @param wallNanos real time, ns
 * @param scenario the one that failed, or null
 * @param failure the failing run, or null if the budget was spent
 */
public record Attempt(
        long schedules,
        long wallNanos,
        @Nullable Scenario scenario,
        @Nullable Outcome failure) {
    /** Whether the defect was found. */
    public boolean found() {
        return failure != null;
    }
}
