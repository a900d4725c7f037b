package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What the thread that calls {@code run} holds and is told. */
class CallerTest {
    private static final long SECOND = 1_000_000_000L;

    /** A thread that parks and never goes on takes along what its carrier holds. */
    private static void parkForEver(Simulation simulation) {
        simulation.host("n1").start("parked", LockSupport::park);
        simulation.run();
    }

    @Test
    void monitorHeldAcrossARunIsHandedOverAfterwards() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch taken = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            synchronized (monitor) {
                taken.countDown();
            }
        });
        other.setDaemon(true);
        synchronized (monitor) {
            other.start();
            while (other.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
                parkForEver(simulation);
            }
        }
        assertThat(taken.await(20, TimeUnit.SECONDS)).as("monitor is free").isTrue();
    }

    @Test
    void aMonitorOfARealThreadIsWaitedForInRealTime() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Thread> simulated = new CompletableFuture<>();
        long[] enteredAt = {-1};
        Thread real = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
                Thread waiting = simulated.join();
                while (waiting.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
        });
        real.start();
        held.await();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(6))) {
            simulation.schedule(5 * SECOND, () -> {});
            simulation.host("n1").start("waiter", () -> {
                simulated.complete(Thread.currentThread());
                synchronized (monitor) {
                    enteredAt[0] = System.nanoTime();
                }
            });
            long start = simulation.host("n1").clock().nanoTime();
            simulation.run();
            assertThat(enteredAt[0]).as("no virtual time has passed").isEqualTo(start);
        }
        real.join();
    }

    @Test
    void interruptEndsTheRun() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(2))) {
            Thread caller = Thread.currentThread();
            simulation.schedule(SECOND, caller::interrupt);
            simulation.host("n1").start("ticker", () -> {
                while (true) {
                    Thread.sleep(1);
                }
            });
            assertThatThrownBy(simulation::run)
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("seed 2 was interrupted at ");
            assertThat(Thread.interrupted()).as("flag is kept").isTrue();
            simulation.runFor(SECOND);
        }
    }

    @Test
    void whatAConditionThrowsReachesTheCaller() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(3))) {
            AssertionError error = new AssertionError("expected something else");
            assertThatThrownBy(() -> simulation.runUntil(
                            () -> {
                                throw error;
                            },
                            SECOND))
                    .isSameAs(error);
        }
    }

    @Test
    void classLoaderOfTheCallerIsThatOfTheRun() {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        ClassLoader[] seen = new ClassLoader[1];
        caller.setContextClassLoader(own);
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(4))) {
            simulation.schedule(
                    1,
                    () -> seen[0] =
                            Objects.requireNonNull(Thread.currentThread().getContextClassLoader()));
            simulation.run();
        } finally {
            caller.setContextClassLoader(before);
        }
        assertThat(seen[0]).isSameAs(own);
    }

    @Test
    void twoRunsOfOneSimulationAreRefused() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(5))) {
            simulation.schedule(
                    1,
                    () -> assertThatThrownBy(simulation::run)
                            .hasMessage("run was called inside a running simulation, expected a thread outside"));
            simulation.run();
        }
    }
}
