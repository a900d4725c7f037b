package dev.lockstep.bench;

import dev.lockstep.search.Benchmark;
import dev.lockstep.search.BenchmarkSuite;
import java.util.List;

/** All benchmarks of this module. */
public final class Suite implements BenchmarkSuite {
    /** A suite; it has no state. */
    public Suite() {}

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                HoldModel.of(10, 0.8),
                HoldModel.of(1_000, 0.8),
                HoldModel.of(100_000, 1.5),
                MessageRing.benchmark(),
                Elections.benchmark(),
                ThreadRing.of(2),
                ThreadRing.of(100),
                Sleepers.of(10),
                Sleepers.of(1_000),
                Tracing.benchmark(),
                AgentStart.benchmark(),
                Streams.bulk(),
                Streams.bulkPerCore(),
                Streams.requests(),
                Streams.requestsInRealTime(),
                IdleConnections.memory(),
                IdleConnections.steps());
    }
}
