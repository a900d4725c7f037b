package dev.lockstep.search.defectbench;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search for one defect.
 *
 * @param schedules how many runs with the defect it took, the failing one included
 * @param wallNanos real time, ns
 * @param scenario the one that failed, or null
 * @param failure the failing run, or null if the budget was spent
 * @param alarms the failures that were passed over, since their seeds break a promise without the defect too, oldest first
 */
public record Attempt(
        long schedules,
        long wallNanos,
        @Nullable Scenario scenario,
        @Nullable Outcome failure,
        List<Alarm> alarms) {
    /** Copies. */
    public Attempt {
        alarms = List.copyOf(alarms);
    }

    /** Whether the defect was found. */
    public boolean found() {
        return failure != null;
    }
}
