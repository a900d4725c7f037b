package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads that are not simulated see nothing of a simulation, while it runs and afterwards. */
@SuppressWarnings("ThreadPriorityCheck")
class SideBySideTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int THREADS = 8;
    private static final int ROUNDS = 300;

    /** A simulation busy with monitors, pools and time. */
    private static String simulate(long seed) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            Object monitor = new Object();
            for (int i = 0; i < THREADS; i++) {
                simulation.host("n" + i % 2).start("t" + i, () -> {
                    for (int round = 0; round < 20; round++) {
                        synchronized (monitor) {
                            Thread.yield();
                        }
                        Thread.sleep(10);
                        CompletableFuture.runAsync(Thread::yield).join();
                    }
                });
            }
            simulation.runFor(100 * SECOND);
            assertThat(simulation.violations()).isEmpty();
            return simulation.trace().hashText();
        }
    }

    /** Ordinary virtual threads that contend for a monitor; returns how often they got in. */
    private static int contend() throws InterruptedException {
        Object monitor = new Object();
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    synchronized (monitor) {
                        int before = count[0];
                        Thread.yield();
                        count[0] = before + 1;
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count[0];
    }

    /** A key whose hash is that of every other. */
    private record Key(int number, Runnable compared) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            compared.run();
            return Integer.compare(number, other.number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.number == number;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static void put(ConcurrentHashMap<Key, Integer> map, int from) {
        IntStream.range(from, from + 20).forEach(i -> map.put(new Key(i, () -> {}), i));
    }

    @Test
    void aMapThatRealThreadsReadIsChangedWithoutWaiting() throws InterruptedException {
        ConcurrentHashMap<Key, Integer> map = new ConcurrentHashMap<>(1_000);
        put(map, 0);
        CountDownLatch reads = new CountDownLatch(1);
        AtomicBoolean changing = new AtomicBoolean();
        Thread reader = new Thread(() -> map.get(new Key(-1, () -> {
            reads.countDown();
            while (!changing.get()) {
                Thread.onSpinWait();
            }
            IntStream.range(0, 100_000).forEach(i -> Thread.onSpinWait());
        })));
        reader.start();
        reads.await();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.host("n1").start("writer", () -> {
                changing.set(true);
                put(map, 20);
            });
            simulation.runFor(SECOND);
            reader.join();
            assertThat(simulation.violations()).isEmpty();
            assertThat(map).hasSize(40);
        }
    }

    @Test
    void ordinaryVirtualThreadsContendWhileSimulationsRun() throws InterruptedException {
        String alone = simulate(11);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        Set<String> hashes = ConcurrentHashMap.newKeySet();
        Thread carrier = new Thread(() -> {
            while (!stop.get()) {
                hashes.add(simulate(11));
                rounds.incrementAndGet();
            }
        });
        carrier.start();
        for (int i = 0; i < 5 || rounds.get() < 2; i++) {
            assertThat(contend()).isEqualTo(THREADS * ROUNDS);
        }
        stop.set(true);
        carrier.join();
        assertThat(hashes).containsExactly(alone);
    }

    private static final Object SHARED = new Object();

    /** Threads that enter a monitor of the whole JVM and stay in it for a while of real time. */
    private static String entersShared(long seed, AtomicInteger inside) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            for (int i = 0; i < 4; i++) {
                simulation.host("n" + i).start("t", () -> {
                    for (int round = 0; round < 20; round++) {
                        synchronized (SHARED) {
                            for (int spin = 0; spin < 20_000; spin++) {
                                inside.incrementAndGet();
                            }
                        }
                        Thread.sleep(1);
                    }
                });
            }
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
            return simulation.trace().hashText();
        }
    }

    @Test
    void aMonitorThatAnotherSimulationHoldsDoesNotChangeThePath() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        String alone = entersShared(5, inside);
        AtomicBoolean stop = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!stop.get()) {
                entersShared(6, inside);
            }
        });
        other.start();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            hashes.add(entersShared(5, inside));
        }
        stop.set(true);
        other.join();
        assertThat(hashes).containsExactly(alone);
    }

    /** Inflated: HotSpot tells its owner by the thread's id. */
    @SuppressWarnings("WaitNotInLoop") // for its side effect
    private static void inflate(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(1);
        }
    }

    @Test
    void aMonitorThatAnotherSimulationNeverLeavesIsReported() throws InterruptedException {
        inflate(SHARED);
        try (Simulation holding = Simulation.create(SimulationOptions.seed(71));
                Simulation waiting = Simulation.create(SimulationOptions.seed(72))) {
            holding.host("n1").start("holder", () -> {
                synchronized (SHARED) {
                    Thread.sleep(3_600_000);
                }
            });
            holding.runFor(SECOND);
            waiting.host("n1").start("waiter", () -> {
                synchronized (SHARED) {
                    Thread.sleep(1);
                }
            });
            waiting.runFor(SECOND);
            assertThat(holding.violations()).isEmpty();
            assertThat(waiting.violations()).hasSize(1);
            Violation violation = waiting.violations().getFirst();
            assertThat(violation.what())
                    .contains("monitor of class java.lang.Object")
                    .contains("of seed 72")
                    .containsPattern("by that of seed (\\d+ or )*71\\b") // whoever else is open is named too
                    .contains("load the code anew");
            assertThat(violation.thread()).isEqualTo("waiter");
            assertThat(violation.stack().getStackTrace()[0].getClassName()).isEqualTo(SideBySideTest.class.getName());
            holding.runFor(4_000 * SECOND);
        }
    }

    @Test
    void otherThreadsKeepTheirClocksPoolsAndNames() throws Exception {
        ForkJoinPool common = ForkJoinPool.commonPool();
        int parallelism = ForkJoinPool.getCommonPoolParallelism();
        int processors = Runtime.getRuntime().availableProcessors();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        Set<Object> inside = new HashSet<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.host("n1").start("main", () -> {
                inside.add(ForkJoinPool.commonPool());
                Thread.setDefaultUncaughtExceptionHandler((t, e) -> {});
                IntStream.range(0, 100).parallel().forEach(i -> {});
            });
            simulation.runFor(SECOND);
        }
        assertThat(inside).hasSize(1).doesNotContain(common);
        assertThat(ForkJoinPool.commonPool()).isSameAs(common);
        assertThat(ForkJoinPool.getCommonPoolParallelism()).isEqualTo(parallelism);
        assertThat(Runtime.getRuntime().availableProcessors()).isEqualTo(processors);
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
        assertThat(Instant.now()).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(CompletableFuture.supplyAsync(Thread::currentThread).get())
                .satisfies(t -> assertThat(t.isVirtual()).isFalse());
        assertThat(new SecureRandom().nextLong()).isNotEqualTo(new SecureRandom().nextLong());
    }

    @Test
    void platformThreadsOfTheOutsideBehaveAsBefore() throws Exception {
        simulate(1);
        CountDownLatch running = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            running.countDown();
            LockSupport.park();
        });
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
        thread.start();
        running.await();
        assertThat(thread.isAlive()).isTrue();
        assertThat(thread.join(java.time.Duration.ofMillis(1))).isFalse();
        thread.interrupt();
        assertThat(thread.join(java.time.Duration.ofSeconds(20))).isTrue();
        assertThat(thread.getState()).isEqualTo(Thread.State.TERMINATED);
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertThat(pool.submit(() -> 5).get(20, TimeUnit.SECONDS)).isEqualTo(5);
        }
        assertThat(CompletableFuture.supplyAsync(() -> 1)
                        .completeOnTimeout(2, 1, TimeUnit.HOURS)
                        .get())
                .isEqualTo(1);
    }

    @Test
    void platformThreadsOfASimulationAreDeadToTheOutsideAfterwards() throws Exception {
        Thread[] left = new Thread[1];
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.host("n1").start("main", () -> {
                left[0] = new Thread(() -> {});
                left[0].start();
            });
            simulation.runFor(SECOND);
        }
        assertThat(left[0].isAlive()).isFalse();
        assertThat(left[0].getState()).isEqualTo(Thread.State.TERMINATED);
        left[0].join();
    }
}
