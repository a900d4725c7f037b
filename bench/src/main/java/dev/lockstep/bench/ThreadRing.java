package dev.lockstep.bench;

import dev.lockstep.bench.peer.CpuTime;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Threads in a ring, each of which wakes the next and parks: simulated ones, and bare virtual ones on a queue of our own. */
final class ThreadRing {
    private static final int SWITCHES = 500_000;

    private final int threads;

    private ThreadRing(int threads) {
        this.threads = threads;
    }

    /** A switch is to cost at most 1.5 times that of a bare virtual thread. */
    static Benchmark of(int threads) {
        ThreadRing ring = new ThreadRing(threads);
        return new Benchmark(
                "switch-" + threads,
                "parks and unparks round a ring of " + threads + " threads",
                Unit.PER_SECOND,
                List.of(
                        new Contender("lockstep", s -> rate(s, ring::simulated)),
                        new Contender("virtual threads", s -> rate(s, ring::bare))),
                List.of(Goal.atLeast(1 / 1.5, "virtual threads")));
    }

    private interface Ring {
        long run(int switches) throws ReflectiveOperationException;
    }

    private static double rate(double scale, Ring ring) throws ReflectiveOperationException {
        int switches = (int) Math.max(1_000, SWITCHES * scale);
        return switches * 1e9 / ring.run(switches);
    }

    /** Runs a ring in a simulation that was prepared for it; the CPU time, ns. */
    static long run(Simulation simulation, int threads, int switches) {
        long[] times = new long[2];
        Thread[] ring = new Thread[threads];
        int[] left = {switches};
        simulation.schedule(0, () -> times[0] = CpuTime.nanos());
        simulation.schedule(1, () -> {
            for (int i = 0; i < threads; i++) {
                Runnable body = member(ring, i, left);
                ring[i] = simulation.host("n1").start("t" + i, body::run);
            }
        });
        simulation.schedule(2, () -> times[1] = CpuTime.nanos());
        simulation.run();
        return Math.max(1, times[1] - times[0]);
    }

    private long simulated(int switches) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            return run(simulation, threads, switches);
        }
    }

    private long bare(int switches) throws ReflectiveOperationException {
        Deque<Runnable> queue = new ArrayDeque<>();
        Executor carrier = queue::add;
        Thread[] ring = new Thread[threads];
        int[] left = {switches};
        for (int i = 0; i < threads; i++) {
            ring[i] = virtual(carrier, member(ring, i, left));
        }
        return CpuTime.of(() -> {
            for (Thread thread : ring) {
                thread.start();
            }
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                next.run();
            }
        });
    }

    private static Runnable member(Thread[] ring, int index, int[] left) {
        return () -> {
            while (left[0] > 0) {
                left[0]--;
                LockSupport.unpark(ring[(index + 1) % ring.length]);
                LockSupport.park();
            }
            LockSupport.unpark(ring[(index + 1) % ring.length]);
        };
    }

    /** A virtual thread with a scheduler of its own: the JDK has no public way, the agent has opened a private one. */
    private static Thread virtual(Executor scheduler, Runnable body) throws ReflectiveOperationException {
        Class<?> builders = Class.forName("java.lang.ThreadBuilders");
        MethodHandle create = MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                .findStatic(
                        builders,
                        "newVirtualThread",
                        MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class));
        try {
            return (Thread) create.invokeExact(scheduler, "bare", 0, body);
        } catch (Throwable e) {
            throw new ReflectiveOperationException(e);
        }
    }
}
