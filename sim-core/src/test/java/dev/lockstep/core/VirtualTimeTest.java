package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Unmodified waiting code takes exactly the virtual time it asks for. */
@SuppressWarnings({"WaitNotInLoop", "FutureReturnValueIgnored"}) // the waiting itself is what is tested
class VirtualTimeTest {
    private static final long SECOND = 1_000_000_000L;

    /** Runs a body on a host and returns the virtual time it took, ns. */
    private static long elapsed(Host.ThrowingRunnable body) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            long[] took = {-1};
            simulation.host("n1").start("main", () -> {
                long start = System.nanoTime();
                body.run();
                took[0] = System.nanoTime() - start;
            });
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
            assertThat(took[0]).as("the body has ended").isNotNegative();
            return took[0];
        }
    }

    @Test
    void sleepTakesVirtualTime() {
        assertThat(elapsed(() -> Thread.sleep(Duration.ofHours(1)))).isEqualTo(3_600 * SECOND);
    }

    @Test
    void timedWaitsTakeWhatTheyAskFor() {
        assertThat(elapsed(() -> LockSupport.parkNanos(1_500_000_000L))).isEqualTo(1_500_000_000L);
        assertThat(elapsed(() -> {
                    Object monitor = new Object();
                    synchronized (monitor) {
                        monitor.wait(8_000);
                    }
                }))
                .isEqualTo(8 * SECOND);
        assertThat(elapsed(() -> new CountDownLatch(1).await(11, TimeUnit.SECONDS)))
                .isEqualTo(11 * SECOND);
        assertThat(elapsed(() -> new LinkedBlockingQueue<>().poll(10, TimeUnit.MINUTES)))
                .isEqualTo(600 * SECOND);
    }

    @Test
    void futuresTimeOutInVirtualTime() {
        assertThat(elapsed(() -> {
                    try {
                        new CompletableFuture<String>().get(3, TimeUnit.SECONDS);
                    } catch (TimeoutException expected) {
                        return;
                    }
                    throw new AssertionError("expected a time-out");
                }))
                .isEqualTo(3 * SECOND);
        assertThat(elapsed(() -> new CompletableFuture<String>()
                        .completeOnTimeout("x", 90, TimeUnit.SECONDS)
                        .join()))
                .isEqualTo(90 * SECOND);
    }

    @Test
    void platformThreadsRunOnTheHost() {
        List<String> seen = new ArrayList<>();
        assertThat(elapsed(() -> {
                    Thread thread = new Thread(
                            () -> {
                                try {
                                    Thread.sleep(5_000);
                                } catch (InterruptedException e) {
                                    seen.add("interrupted");
                                }
                                seen.add(String.valueOf(Host.current()));
                            },
                            "worker");
                    thread.start();
                    seen.add("alive " + thread.isAlive());
                    thread.join();
                    seen.add("alive " + thread.isAlive());
                }))
                .isEqualTo(5 * SECOND);
        assertThat(seen).containsExactly("alive true", "n1", "alive false");
    }

    @Test
    void lockTryTimesOut() {
        ReentrantLock lock = new ReentrantLock();
        assertThat(elapsed(() -> {
                    Thread holder = new Thread(() -> {
                        lock.lock();
                        try {
                            LockSupport.parkNanos(60 * SECOND);
                        } finally {
                            lock.unlock();
                        }
                    });
                    holder.start();
                    Thread.sleep(1);
                    assertThat(lock.tryLock(5, TimeUnit.SECONDS)).isFalse();
                    holder.join();
                }))
                .isEqualTo(60 * SECOND);
    }

    @Test
    void scheduledExecutorsTick() {
        BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();
        assertThat(elapsed(() -> {
                    try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
                        timer.scheduleAtFixedRate(() -> ticks.add(System.nanoTime()), 30, 45, TimeUnit.MINUTES);
                        for (int i = 0; i < 3; i++) {
                            ticks.take();
                        }
                        timer.shutdownNow();
                    }
                }))
                .isEqualTo(120 * 60 * SECOND);
    }

    @Test
    void clockStartsAtTheEpochOfTheOptions() {
        List<Instant> seen = new ArrayList<>();
        elapsed(() -> {
            Thread.sleep(1_500);
            seen.add(Instant.now());
            seen.add(Instant.ofEpochMilli(System.currentTimeMillis()));
        });
        assertThat(seen).containsOnly(Instant.parse("2024-01-01T00:00:01.500Z"));
    }

    @Test
    void otherThreadsKeepRealTime() throws InterruptedException {
        List<Instant> seen = new ArrayList<>();
        Thread real = new Thread(() -> seen.add(Instant.now()));
        elapsed(() -> Thread.sleep(Duration.ofDays(1)));
        real.start();
        real.join();
        assertThat(seen.getFirst()).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
    }
}
