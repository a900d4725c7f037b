package dev.lockstep.search.explore;

import dev.lockstep.core.Disturbances;
import dev.lockstep.search.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What a search has added up so far. Safe for many threads. */
public final class Tally {
    /** Relative precision of a percentile: 3 significant digits. */
    private static final int DIGITS = 3;

    private static final int MAX_FINDINGS = 10_000;

    private final long start = System.nanoTime();
    private final Map<String, OfScenario> scenarios = new TreeMap<>();
    private final Map<String, Long> probes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> saved = new HashMap<>();
    private long runs;
    private long failed;
    private long virtualNanos;
    private long events;

    /** Sums of one scenario. */
    private static final class OfScenario {
        private final Map<String, Histogram> metrics = new TreeMap<>();
        private final Map<String, Long> largest = new HashMap<>();
        private long runs;
        private long failed;
    }

    synchronized void add(String scenario, Outcome outcome) {
        OfScenario sums = scenarios.computeIfAbsent(scenario, s -> new OfScenario());
        runs++;
        sums.runs++;
        virtualNanos += outcome.virtualNanos();
        events += outcome.events();
        if (!outcome.passed()) {
            failed++;
            sums.failed++;
        }
        outcome.probes().forEach((name, hits) -> probes.merge(name, hits, Long::sum));
        outcome.metrics().forEach((name, value) -> {
            sums.metrics.computeIfAbsent(name, n -> new Histogram(DIGITS)).recordValue(value);
            sums.largest.merge(name, value, Math::max);
        });
    }

    /** Whether a failure is to be saved: whether there are not yet enough of its kind. */
    synchronized boolean takes(String scenario, Outcome outcome, int limit) {
        return saved.merge(scenario + ' ' + outcome.property(), 1, Integer::sum) <= limit;
    }

    synchronized void add(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    /** How many seeds were run. */
    public synchronized long runs() {
        return runs;
    }

    /** How many of them failed. */
    public synchronized long failed() {
        return failed;
    }

    /** Virtual time of all runs, ns. */
    public synchronized long virtualNanos() {
        return virtualNanos;
    }

    /** A picture of this moment. */
    public synchronized Summary summary() {
        Map<String, Summary.OfScenario> parts = new TreeMap<>();
        scenarios.forEach((name, sums) -> {
            Map<String, Summary.Spread> metrics = new TreeMap<>();
            sums.metrics.forEach((metric, histogram) ->
                    metrics.put(metric, Summary.Spread.of(histogram, sums.largest.getOrDefault(metric, 0L))));
            parts.put(name, new Summary.OfScenario(sums.runs, sums.failed, metrics));
        });
        Map<String, Long> all = new TreeMap<>(probes);
        Disturbances.known().forEach(name -> all.putIfAbsent(name, 0L));
        return new Summary(runs, failed, findings, System.nanoTime() - start, virtualNanos, events, all, parts);
    }
}
