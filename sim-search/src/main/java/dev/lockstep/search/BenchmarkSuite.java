package dev.lockstep.search;

import java.util.List;

/** Benchmarks that a module adds to {@code lockstep bench}. Found by {@link java.util.ServiceLoader}. */
@FunctionalInterface
public interface BenchmarkSuite {
    /** Its benchmarks, in the order they are run and listed. */
    List<Benchmark> benchmarks();
}
