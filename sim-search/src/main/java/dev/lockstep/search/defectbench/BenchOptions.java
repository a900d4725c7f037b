package dev.lockstep.search.defectbench;

import dev.lockstep.core.SimulationOptions.Scheduling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to bench.
 *
 * @param defects ids; empty for all known ones
 * @param strategy order of threads, or null for each scenario's own
 * @param budget most schedules of one search, at least 1
 * @param repeats searches of each defect, each from another seed, at least 1
 * @param shrinkRuns runs that may be spent on making the first failure of a defect small, 0 for none
 * @param from first seed of the first search
 * @param save directory for the smallest seed file of each defect, or null
 */
public record BenchOptions(
        List<String> defects,
        @Nullable Scheduling strategy,
        long budget,
        int repeats,
        int shrinkRuns,
        long from,
        @Nullable Path save) {
    /** Copies. */
    public BenchOptions {
        defects = List.copyOf(defects);
        if (budget < 1 || repeats < 1) {
            throw new IllegalArgumentException(
                    "budget is " + budget + " and repeats " + repeats + ", expected at least 1 each");
        }
    }
}
