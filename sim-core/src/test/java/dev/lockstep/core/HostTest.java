package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts can be paused, crashed and started again; what goes wrong on them is told. */
class HostTest {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(5));
    private final Host host = simulation.host("n1");
    private final List<Long> ticks = new ArrayList<>();

    @AfterEach
    void close() {
        simulation.close();
    }

    private void tickEverySecond() {
        host.start("ticker", () -> {
            while (ticks.size() < 100) {
                Thread.sleep(1_000);
                ticks.add(System.nanoTime() / SECOND);
            }
        });
    }

    @Test
    void pausedHostDoesNothingUntilResumed() {
        tickEverySecond();
        simulation.runFor(3 * SECOND);
        host.pause();
        simulation.runFor(10 * SECOND);
        assertThat(ticks).containsExactly(1L, 2L, 3L);
        host.resume();
        simulation.runFor(SECOND);
        assertThat(ticks).containsExactly(1L, 2L, 3L, 13L, 14L);
    }

    @Test
    void crashedHostRunsNoFinallyBlockAndCanStartAgain() {
        List<String> seen = new ArrayList<>();
        host.start("main", () -> {
            try {
                Thread.sleep(5_000);
            } finally {
                seen.add("finally");
            }
        });
        simulation.runFor(SECOND);
        host.crash();
        assertThat(host.liveThreads()).isZero();
        host.start("main", () -> {
            Thread.sleep(1_000);
            seen.add("second life at " + System.nanoTime() / SECOND);
        });
        simulation.runFor(20 * SECOND);
        assertThat(seen).containsExactly("second life at 2");
        assertThat(host.incarnation()).isEqualTo(1);
    }

    @Test
    void crashWhilePausedEndsThePause() {
        tickEverySecond();
        host.pause();
        host.crash();
        assertThat(host.paused()).isFalse();
        tickEverySecond();
        simulation.runFor(2 * SECOND);
        assertThat(ticks).containsExactly(1L, 2L);
    }

    @Test
    void uncaughtExceptionIsAViolationWithHostAndThread() {
        host.start("main", () -> {
            throw new java.io.IOException("disk on fire");
        });
        simulation.run();
        assertThat(simulation.violations()).singleElement().satisfies(v -> {
            assertThat(v.host()).isEqualTo("n1");
            assertThat(v.thread()).isEqualTo("main");
            assertThat(v.what()).contains("disk on fire");
        });
    }

    @Test
    void wakeUpByAForeignThreadIsAViolation() throws InterruptedException {
        Thread[] sleeper = new Thread[1];
        host.start("main", () -> {
            sleeper[0] = Thread.currentThread();
            Thread foreign = Thread.ofPlatform().unstarted(() -> {});
            assertThat(foreign.isVirtual()).isFalse();
            Thread.sleep(10_000);
        });
        simulation.runFor(SECOND);
        // A real thread that interferes while the carrier runs: started outside, so it is not moved into the
        // simulation.
        simulation.schedule(SECOND, () -> {
            Thread foreign = new Thread(() -> sleeper[0].interrupt(), "meddler");
            foreign.start();
            try {
                foreign.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        simulation.runFor(5 * SECOND);
        assertThat(simulation.violations()).isNotEmpty();
        assertThat(simulation.violations().getFirst().what()).contains("foreign wake-up by thread meddler");
    }

    @Test
    void parkWhilePinnedIsAViolation() {
        host.start("main", () -> PinnedInitialiser.touch());
        simulation.run();
        assertThat(simulation.violations()).isNotEmpty();
        assertThat(simulation.violations().getFirst().what()).startsWith("park while pinned");
    }

    /** Sleeps in a class initialiser, which has a native frame below it. */
    private static final class PinnedInitialiser {
        static {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000);
        }

        static void touch() {}
    }

    @Test
    void stepBudgetEndsABusyRun() {
        Simulation busy = Simulation.create(SimulationOptions.seed(9).withMaxSteps(1_000));
        busy.host("n1").start("spinner", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        assertThatThrownBy(busy::run).isInstanceOf(SimulationException.class).hasMessageContaining("seed 9 used up");
        busy.close();
    }

    @Test
    void closedSimulationsLeaveNoThreadBehind() {
        tickEverySecond();
        simulation.runFor(SECOND);
        simulation.close();
        assertThat(host.liveThreads()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("ticker"));
    }

    @Test
    void twoSimulationsRunSideBySideOnTwoCarriers() throws InterruptedException {
        List<Long> other = new ArrayList<>();
        Thread carrier = new Thread(() -> {
            try (Simulation second = Simulation.create(SimulationOptions.seed(6))) {
                second.host("n1").start("ticker", () -> {
                    for (int i = 0; i < 1_000; i++) {
                        Thread.sleep(10);
                    }
                    other.add(System.nanoTime());
                });
                second.run();
            }
        });
        carrier.start();
        tickEverySecond();
        simulation.run();
        carrier.join();
        assertThat(other).containsExactly(10 * SECOND);
        assertThat(ticks).hasSize(100);
    }
}
