package dev.lockstep.core.engine;

import dev.lockstep.core.Mix;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.core.Timer;
import dev.lockstep.core.agent.SelfAttach;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Speed of the engine beside bare structures of the same JVM: medians of interleaved rounds, in million a second. Arguments:
 * rounds (default 7), events a round (default 2,000,000). Run it with
 * {@code java -cp target/classes:target/test-classes dev.lockstep.core.engine.CoreBench}.
 */
public final class CoreBench {
    private static final long MEAN = 1_000_000;

    private CoreBench() {}

    /** Prints one line a measurement. */
    public static void main(String[] arguments) {
        SelfAttach.install();
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000_000;
        for (int timers : new int[] {10, 1_000, 100_000}) {
            compare("queue " + timers, rounds, events, () -> bareHold(timers, events), () -> queueHold(timers, events));
            compare("hold " + timers, rounds, events, () -> bareHold(timers, events), () -> hold(timers, events));
        }
        compare("sleep 10", rounds, events / 4, () -> bareHold(10, events / 4), () -> sleep(10, events / 4));
        compare("sleep 1000", rounds, events / 4, () -> bareHold(1_000, events / 4), () -> sleep(1_000, events / 4));
        compare("switch 2", rounds, events / 4, () -> bareSwitch(2, events / 4), () -> simSwitch(2, events / 4));
        compare("switch 100", rounds, events / 4, () -> bareSwitch(100, events / 4), () -> simSwitch(100, events / 4));
    }

    /** Interleaves rounds of both; each returns the ns it took. */
    private static void compare(String name, int rounds, int events, LongSupplier bare, LongSupplier engine) {
        double[] bareRate = new double[rounds];
        double[] engineRate = new double[rounds];
        for (int i = -2; i < rounds; i++) {
            double first = events * 1e3 / bare.getAsLong();
            double second = events * 1e3 / engine.getAsLong();
            if (i >= 0) {
                bareRate[i] = first;
                engineRate[i] = second;
            }
        }
        Arrays.sort(bareRate);
        Arrays.sort(engineRate);
        double limit = bareRate[rounds / 2];
        double reached = engineRate[rounds / 2];
        System.out.printf(
                "%-12s bare %7.2f M/s   engine %7.2f M/s   engine/bare %.2f%n", name, limit, reached, reached / limit);
    }

    private static long next(long[] state) {
        state[0] += 0x9E3779B97F4A7C15L;
        return 1 + (Mix.mix64(state[0]) >>> 1) % (2 * MEAN);
    }

    private static long bareHold(int timers, int events) {
        BareHeap heap = new BareHeap(timers);
        long[] state = {1};
        for (int i = 0; i < timers; i++) {
            heap.add(i, next(state));
        }
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long now = heap.nextDue();
            heap.add(heap.pop(), now + next(state));
        }
        return System.nanoTime() - start;
    }

    /** An entry that goes back into its queue. */
    private static final class Again extends EventQueue.Entry {
        private final EventQueue queue;
        private final long[] state;

        Again(EventQueue queue, long[] state) {
            this.queue = queue;
            this.state = state;
        }

        @Override
        protected void fire() {
            queue.schedule(this, queue.now() + next(state));
        }
    }

    private static long queueHold(int timers, int events) {
        EventQueue queue = new EventQueue();
        long[] state = {1};
        for (int i = 0; i < timers; i++) {
            queue.schedule(new Again(queue, state), next(state));
        }
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            queue.fireNext();
        }
        return System.nanoTime() - start;
    }

    /** A callback that arms its own timer again. */
    private static final class Ticker implements Runnable {
        private final Timer timer;
        private final long[] state;
        private final int[] left;

        Ticker(Simulation simulation, long[] state, int[] left) {
            this.timer = simulation.timer(this);
            this.state = state;
            this.left = left;
            timer.arm(next(state));
        }

        @Override
        public void run() {
            if (left[0] > 0) {
                left[0]--;
                timer.arm(next(state));
            }
        }
    }

    private static long hold(int timers, int events) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            long[] state = {1};
            int[] left = {events};
            for (int i = 0; i < timers; i++) {
                new Ticker(simulation, state, left);
            }
            long start = System.nanoTime();
            simulation.runUntil(() -> left[0] == 0, Long.MAX_VALUE / 2);
            return System.nanoTime() - start;
        }
    }

    private static long sleep(int threads, int events) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1).with(Scheduling.FIFO))) {
            long[] state = {1};
            int[] left = {events};
            for (int i = 0; i < threads; i++) {
                simulation.host("n1").start("t" + i, () -> {
                    while (left[0] > 0) {
                        left[0]--;
                        LockSupport.parkNanos(next(state));
                    }
                });
            }
            long start = System.nanoTime();
            simulation.runUntil(() -> left[0] == 0, Long.MAX_VALUE / 2);
            return System.nanoTime() - start;
        }
    }

    /** A ring of threads, each of which wakes the next and parks. */
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

    private static long bareSwitch(int threads, int events) {
        Deque<Runnable> queue = new ArrayDeque<>();
        Executor carrier = queue::add;
        Thread[] ring = new Thread[threads];
        int[] left = {events};
        for (int i = 0; i < threads; i++) {
            ring[i] = VirtualThreads.create(carrier, "t" + i, member(ring, i, left));
        }
        for (Thread thread : ring) {
            thread.start();
        }
        long start = System.nanoTime();
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            next.run();
        }
        return System.nanoTime() - start;
    }

    private static long simSwitch(int threads, int events) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Thread[] ring = new Thread[threads];
            int[] left = {events};
            for (int i = 0; i < threads; i++) {
                Runnable body = member(ring, i, left);
                ring[i] = simulation.host("n1").start("t" + i, body::run);
            }
            long start = System.nanoTime();
            simulation.run();
            return System.nanoTime() - start;
        }
    }
}
