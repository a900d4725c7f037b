package dev.lockstep.search.explore;

import dev.lockstep.search.Scenario;
import java.nio.file.Path;
import java.util.List;

/**
 * What to search and for how long.
 *
 * @param scenarios taken in turn, at least one
 * @param profile name of the profile
 * @param defects ids or files, besides the defects of the profile
 * @param from first seed; the others follow one by one
 * @param seeds how many seeds of each scenario, at least 1; {@link Long#MAX_VALUE} for no limit
 * @param forNanos real time after which no further run starts, ns; {@link Long#MAX_VALUE} for no limit
 * @param jobs threads, 1 to 1,024
 * @param isolated whether every run loads the code under test anew; default false: runs of a thread share it
 * @param save directory for seed files of failures
 * @param saved how many failures of one property of one scenario are saved, at least 0; default 10
 */
public record SearchOptions(
        List<Scenario> scenarios,
        String profile,
        List<String> defects,
        long from,
        long seeds,
        long forNanos,
        int jobs,
        boolean isolated,
        Path save,
        int saved) {
    /** Default of {@code saved}. */
    public static final int SAVED = 10;

    /** Copies. */
    public SearchOptions {
        scenarios = List.copyOf(scenarios);
        defects = List.copyOf(defects);
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("there are no scenarios, expected at least one");
        }
    }

    /** How many runs there will be, unless the time is up before; {@link Long#MAX_VALUE} for no limit. */
    public long runs() {
        return seeds > Long.MAX_VALUE / scenarios.size() ? Long.MAX_VALUE : seeds * scenarios.size();
    }
}
