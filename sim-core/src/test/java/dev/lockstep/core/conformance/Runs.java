package dev.lockstep.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Mix;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs a case on the real JVM or in a simulation. */
final class Runs {
    /** More than any case needs, and few enough to end one that spins. */
    private static final long MAX_STEPS = 500_000;

    /**
     * When cases start, ns. Not 0, which FutureTask takes for a time not known yet and adds 1 ns; and odd, since ForkJoinTask
     * makes the end of every time-out odd.
     */
    private static final long START_NANOS = 1_000_000_001L;

    private static final long PATIENCE_MILLIS = 30_000;
    private static final long DAYS_100 = 100L * 24 * 3_600 * 1_000_000_000L;

    /**
     * What came of it.
     *
     * @param lines what the case saw
     * @param nanos time it took by its own clock, ns
     * @param hash over the trace and the lines
     */
    record Result(List<String> lines, long nanos, String hash) {}

    private Runs() {}

    /** Runs it on a real platform thread. */
    static Result real(Case code) throws InterruptedException {
        Out out = new Out(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread main = main(code, out, failure, new long[1]);
        main.start();
        main.join(PATIENCE_MILLIS);
        if (main.isAlive()) {
            throw new AssertionError(code.name() + " hangs on the real JVM, saw " + out.lines() + " in "
                    + List.of(main.getStackTrace()));
        }
        check(code, failure, out);
        return new Result(out.lines(), 0, "");
    }

    /** Runs it on a simulated host. */
    static Result simulated(Case code, long seed) {
        Out out = new Out(1_000);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        long[] took = {-1};
        try (Simulation simulation =
                Simulation.create(SimulationOptions.seed(seed).withMaxSteps(MAX_STEPS))) {
            simulation.host("n1").start("boot", () -> {
                LockSupport.parkNanos(START_NANOS);
                main(code, out, failure, took).start();
            });
            simulation.runUntil(() -> took[0] >= 0, DAYS_100);
            check(code, failure, out);
            assertThat(simulation.violations()).as(code.name()).isEmpty();
            assertThat(took[0])
                    .as("%s has ended, saw %s", code.name(), out.lines())
                    .isNotNegative();
            long lines = Mix.hash(String.join("\n", out.lines()));
            return new Result(
                    out.lines(), took[0], simulation.trace().hashText() + "/" + String.format("%016x", lines));
        }
    }

    private static Thread main(Case code, Out out, AtomicReference<@Nullable Throwable> failure, long[] took) {
        return Thread.ofPlatform()
                .group(new ThreadGroup("main"))
                .name("main")
                .daemon(false)
                .unstarted(() -> {
                    long start = System.nanoTime();
                    try {
                        code.body().run(out);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                    took[0] = System.nanoTime() - start;
                });
    }

    private static void check(Case code, AtomicReference<@Nullable Throwable> failure, Out out) {
        Throwable error = failure.get();
        if (error != null) {
            throw new AssertionError(code.name() + " failed: " + error + ", saw " + out.lines(), error);
        }
    }
}
