package dev.lockstep.bench;

import dev.lockstep.bench.peer.CpuTime;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Unit;
import java.util.List;

/** Simulated threads that sleep again and again: what a whole timed wait costs, beside the same as an engine callback. */
final class Sleepers {
    private static final int SLEEPS = 500_000;
    private static final long MEAN = 1_000_000;

    private final int threads;

    private Sleepers(int threads) {
        this.threads = threads;
    }

    static Benchmark of(int threads) {
        Sleepers sleepers = new Sleepers(threads);
        return new Benchmark(
                "sleep-" + threads,
                "Thread.sleep of " + threads + " simulated threads",
                Unit.PER_SECOND,
                List.of(
                        new Contender("lockstep", s -> rate(s, sleepers::threads)),
                        new Contender("its callbacks", s -> rate(s, sleepers::callbacks))),
                List.of());
    }

    private interface Run {
        void prepare(Simulation simulation, Delays delays, int[] left);
    }

    private static double rate(double scale, Run run) {
        int sleeps = (int) Math.max(2_000, SLEEPS * scale);
        int[] left = {sleeps};
        long[] times = new long[2];
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1).with(Scheduling.FIFO))) {
            simulation.schedule(0, () -> times[0] = CpuTime.nanos());
            simulation.schedule(1, () -> run.prepare(simulation, new Delays(1, 2 * MEAN), left));
            simulation.schedule(Long.MAX_VALUE / 2, () -> times[1] = CpuTime.nanos());
            simulation.run();
        }
        return sleeps * 1e9 / Math.max(1, times[1] - times[0]);
    }

    private void threads(Simulation simulation, Delays delays, int[] left) {
        for (int i = 0; i < threads; i++) {
            simulation.host("n1").start("t" + i, () -> {
                while (left[0]-- > 0) {
                    Thread.sleep(0, (int) Math.min(999_999, delays.next()));
                }
            });
        }
    }

    private void callbacks(Simulation simulation, Delays delays, int[] left) {
        for (int i = 0; i < threads; i++) {
            again(simulation, delays, left);
        }
    }

    private static void again(Simulation simulation, Delays delays, int[] left) {
        dev.lockstep.core.Timer[] timer = new dev.lockstep.core.Timer[1];
        timer[0] = simulation.timer(() -> {
            if (left[0]-- > 0) {
                timer[0].arm(Math.min(999_999, delays.next()));
            }
        });
        timer[0].arm(0);
    }
}
