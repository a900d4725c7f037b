package dev.lockstep.search.explore;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a search has done.
 *
 * @param runs how many seeds were run
 * @param failed how many of them failed
 * @param findings the failures, in the order found
 * @param wallNanos real time, ns
 * @param virtualNanos virtual time of all runs, ns
 * @param events length of all traces
 * @param scenarios the same by scenario, sorted by name
 */
public record Summary(
        long runs,
        long failed,
        List<Finding> findings,
        long wallNanos,
        long virtualNanos,
        long events,
        Map<String, OfScenario> scenarios) {
    /** Copies. */
    public Summary {
        findings = List.copyOf(findings);
        scenarios = Collections.unmodifiableMap(new TreeMap<>(scenarios));
    }

    /**
     * What was done with one scenario.
     *
     * @param runs how many seeds were run
     * @param failed how many of them failed
     * @param metrics what was measured, sorted by name
     */
    public record OfScenario(long runs, long failed, Map<String, Spread> metrics) {}

    /** How the values of a metric are spread: percentiles to 3 digits, and the largest value. */
    public record Spread(long count, long p50, long p90, long p99, long max) {
        static Spread of(Histogram histogram) {
            return new Spread(
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(90),
                    histogram.getValueAtPercentile(99),
                    histogram.getMaxValue());
        }
    }
}
