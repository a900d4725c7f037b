package dev.lockstep.bench;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the trace costs where it is densest: a ring of threads, one event a switch. */
final class Tracing {
    private static final int THREADS = 100;
    private static final int SWITCHES = 500_000;

    private Tracing() {}

    /** Hashing is to cost less than a tenth, keeping every event less than as much again. */
    static Benchmark benchmark() {
        return new Benchmark(
                "tracing",
                "switches of " + THREADS + " threads with every event hashed, none, every one kept",
                Unit.PER_SECOND,
                List.of(
                        new Contender("hashed", s -> round(s, simulation -> {})),
                        new Contender(
                                "off",
                                s -> round(s, simulation -> simulation.trace().mute())),
                        new Contender("full record", s -> round(s, Tracing::record))),
                List.of(Goal.atLeast(1 / 1.1, "off"), Goal.atMost(2, "full record")));
    }

    private static void record(Simulation simulation) {
        List<TraceEvent> events = new ArrayList<>();
        simulation.trace().listener(events::add);
    }

    private static double round(double scale, Consumer<Simulation> prepare) {
        int switches = (int) Math.max(1_000, SWITCHES * scale);
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            prepare.accept(simulation);
            return switches * 1e9 / ThreadRing.run(simulation, THREADS, switches);
        }
    }
}
