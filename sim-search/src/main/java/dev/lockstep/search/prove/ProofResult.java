package dev.lockstep.search.prove;

import dev.lockstep.search.explore.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out.
 *
 * @param scenario name of the scenario
 * @param runs how many points were run
 * @param complete whether these are all
 * @param decisions the most enumerated decisions of a run
 * @param failed how many runs failed
 * @param findings failures that were saved, or could not be, in the order found
 * @param worst largest value of each metric, sorted by name
 * @param wallNanos real time, ns
 * @param virtualNanos virtual time of all runs, ns
 * @param events length of all traces
 */
public record ProofResult(
        String scenario,
        long runs,
        boolean complete,
        int decisions,
        long failed,
        List<Finding> findings,
        Map<String, Worst> worst,
        long wallNanos,
        long virtualNanos,
        long events) {
    /** Copies. */
    public ProofResult {
        findings = List.copyOf(findings);
        worst = Collections.unmodifiableMap(new TreeMap<>(worst));
    }

    /**
     * The largest value of a metric.
     *
     * @param value the value
     * @param run the first run that had it, from 0
     */
    public record Worst(long value, long run) {}
}
