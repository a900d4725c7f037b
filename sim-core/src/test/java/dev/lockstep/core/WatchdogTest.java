package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A step that does not end is told while it lasts; a run that stands still in virtual time is ended. */
class WatchdogTest {
    private final AtomicReference<StuckStep> told = new AtomicReference<>();

    private StuckStep told() {
        return Objects.requireNonNull(told.get());
    }

    private Simulation watched() {
        Simulation simulation = Simulation.create(SimulationOptions.seed(3).withStepWallMillis(5));
        simulation.onStuck(told::set);
        return simulation;
    }

    private void spinUntilTold() {
        while (told.get() == null) {
            Math.sin(told.hashCode());
        }
    }

    @Test
    void busyLoopIsToldWithHostThreadSeedAndStack() {
        try (Simulation simulation = watched()) {
            // The first step is the stuck one: an earlier one might be slow by itself, with so small a limit.
            simulation.host("n1").start("spinner", this::spinUntilTold);
            assertThatThrownBy(simulation::run)
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("seed 3: step ")
                    .hasMessageContaining(" at 0 ns, n1/spinner, has taken");
            assertThat(told().host()).isEqualTo("n1");
            assertThat(told().thread()).isEqualTo("spinner");
            assertThat(told().stack().getStackTrace())
                    .anyMatch(f -> f.getClassName().startsWith(WatchdogTest.class.getName()));
        }
    }

    @Test
    void aStepWithoutEndIsGivenUp() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Simulation simulation = watched();
        simulation.host("n1").start("spinner", () -> {
            while (released.getCount() > 0) {
                Math.sin(released.hashCode());
            }
            ended.countDown();
        });
        assertThatThrownBy(simulation::run)
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("seed 3: step ")
                .hasMessageEndingWith("; given up");
        simulation.close();
        assertThat(ended.getCount()).as("the step goes on, nobody can stop it").isOne();
        released.countDown();
        ended.await();
    }

    @Test
    void stuckEngineCallbackIsToldToo() {
        try (Simulation simulation = watched()) {
            simulation.schedule(7, this::spinUntilTold);
            assertThatThrownBy(simulation::run).hasMessageContaining("an engine callback");
            assertThat(told().nanos()).isEqualTo(7);
            assertThat(told().stack().getStackTrace())
                    .anyMatch(f -> f.getClassName().startsWith(WatchdogTest.class.getName()));
        }
    }

    @Test
    void watchdogCanBeSwitchedOff() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        Thread watched = new Thread(() -> {
            try (Simulation simulation = watched()) {
                simulation.schedule(0, this::spinUntilTold);
                assertThatThrownBy(simulation::run).isInstanceOf(SimulationException.class);
            } finally {
                other.countDown();
            }
        });
        Simulation quiet = Simulation.create(SimulationOptions.seed(4).withStepWallMillis(0));
        quiet.onStuck(s -> {
            throw new AssertionError(s.toString());
        });
        quiet.schedule(0, () -> {
            watched.start(); // the same watchdog sees the other carrier stuck, and this one is stuck at least as long
            try {
                other.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        quiet.run();
        watched.join();
        assertThat(told.get()).isNotNull();
        quiet.close();
    }

    @Test
    void runThatStandsStillInVirtualTimeIsEnded() {
        Simulation simulation = Simulation.create(SimulationOptions.seed(1).withMaxStepsWithoutTime(500));
        simulation.host("n1").start("spinner", () -> {
            Thread.sleep(1);
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        assertThatThrownBy(simulation::run)
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("seed 1 took 500 steps at 1000000 ns");
        simulation.close();
    }
}
