package dev.lockstep.search.determinism;

import org.jspecify.annotations.Nullable;

/**
 * One seed in two JVMs.
 *
 * @param scenario name of the scenario
 * @param seed the seed
 * @param events length of the trace in the first JVM
 * @param traceHash its hash, 16 hex digits
 * @param otherEvents length of the trace in the second JVM
 * @param otherTraceHash its hash
 * @param divergence where the second JVM took another way, or null if it did not
 */
public record SeedComparison(
        String scenario,
        long seed,
        long events,
        String traceHash,
        long otherEvents,
        String otherTraceHash,
        @Nullable Divergence divergence) {}
