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
 * @param probes how often each probe in the code under test found what it asks for, sorted by name; 0: no run ever got there
 * @param scenarios the same by scenario, sorted by name
 */
public record Summary(
        long runs,
        long failed,
        List<Finding> findings,
        long wallNanos,
        long virtualNanos,
        long events,
        Map<String, Long> probes,
        Map<String, OfScenario> scenarios) {
    /** Copies. */
    public Summary {
        findings = List.copyOf(findings);
        probes = Collections.unmodifiableMap(new TreeMap<>(probes));
        scenarios = Collections.unmodifiableMap(new TreeMap<>(scenarios));
    }

    /** The probes that no run ever found true, sorted. */
    public List<String> neverReached() {
        return probes.entrySet().stream()
                .filter(p -> p.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What was done with one scenario.
     *
     * @param runs how many seeds were run
     * @param failed how many of them failed
     * @param metrics what was measured, sorted by name
     */
    public record OfScenario(long runs, long failed, Map<String, Spread> metrics) {}

    /**
     * How the values of a metric are spread.
     *
     * @param count how many values
     * @param p50 half of them are at most this, to 3 digits
     * @param p90 nine tenths of them are
     * @param p99 all but one in a hundred are
     * @param max the largest value, exact
     */
    public record Spread(long count, long p50, long p90, long p99, long max) {
        static Spread of(Histogram histogram, long max) {
            return new Spread(
                    histogram.getTotalCount(),
                    Math.min(max, histogram.getValueAtPercentile(50)),
                    Math.min(max, histogram.getValueAtPercentile(90)),
                    Math.min(max, histogram.getValueAtPercentile(99)),
                    max);
        }
    }
}
