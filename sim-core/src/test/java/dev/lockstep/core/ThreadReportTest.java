package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.SimulationOptions.Scheduling;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that ends with threads alive says what each waits for. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop", "ThreadPriorityCheck"
}) // threads that never get further are what is tested
class ThreadReportTest {
    private final Simulation simulation = Simulation.create(SimulationOptions.seed(2));

    @AfterEach
    void close() {
        simulation.close();
    }

    private final Host host = simulation.host("n1");

    private ThreadStatus only(String name) {
        return simulation.threadStates().stream()
                .filter(t -> t.thread().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void parkedThreadNamesItsBlockerAndSinceWhen() {
        CountDownLatch never = new CountDownLatch(1);
        host.start("waiter", () -> {
            Thread.sleep(5);
            never.await();
        });
        simulation.run();
        ThreadStatus waiter = only("waiter");
        assertThat(waiter.state()).isEqualTo(Thread.State.WAITING);
        assertThat(waiter.waitsFor()).isEqualTo("java.util.concurrent.CountDownLatch$Sync");
        assertThat(waiter.sinceNanos()).isEqualTo(5_000_000);
        assertThat(waiter.steps()).isEqualTo(2);
        assertThat(simulation.threads())
                .startsWith("n1/waiter WAITING on java.util.concurrent.CountDownLatch$Sync since 5000000 ns, 2 steps")
                .contains("CountDownLatch.await");
    }

    @Test
    void lockedThreadNamesTheHolder() {
        ReentrantLock lock = new ReentrantLock();
        host.start("holder", () -> {
            lock.lock();
            Thread.sleep(60_000);
            lock.unlock();
        });
        simulation.runFor(1);
        simulation.host("n2").start("waiter", lock::lock);
        simulation.runFor(1_000);
        assertThat(only("waiter").heldBy()).isEqualTo("n1/holder");
        assertThat(only("holder").heldBy()).isEmpty();
    }

    @Test
    void monitorsAreNamedAndWaitingInACircleIsADeadlock() {
        Object left = new Object();
        StringBuilder right = new StringBuilder();
        host.start("a", () -> {
            synchronized (left) {
                Thread.sleep(10);
                synchronized (right) {
                    right.append('a');
                }
            }
        });
        host.start("b", () -> {
            synchronized (right) {
                Thread.sleep(10);
                synchronized (left) {
                    right.append('b');
                }
            }
        });
        simulation.run();
        assertThat(only("a").state()).isEqualTo(Thread.State.BLOCKED);
        assertThat(only("a").waitsFor()).isEqualTo("java.lang.StringBuilder");
        assertThat(only("a").heldBy()).isEqualTo("n1/b");
        assertThat(simulation.threads()).startsWith("deadlock: n1/a -> n1/b -> n1/a\n");
    }

    @Test
    void waitingForANotifyIsTold() {
        host.start("waiter", () -> {
            synchronized (host) {
                host.wait();
            }
        });
        simulation.run();
        assertThat(only("waiter").state()).isEqualTo(Thread.State.WAITING);
        assertThat(only("waiter").heldBy()).isEmpty();
        assertThat(simulation.threads()).contains("Object.wait").contains("waitingForANotifyIsTold");
    }

    @Test
    void lookingChangesNothing() {
        String[] hashes = new String[2];
        for (int i = 0; i < 2; i++) {
            try (Simulation run = Simulation.create(SimulationOptions.seed(8))) {
                ReentrantLock lock = new ReentrantLock();
                for (int t = 0; t < 5; t++) {
                    run.host("n" + t).start("worker", () -> {
                        for (int round = 0; round < 20; round++) {
                            lock.lock();
                            Thread.sleep(3);
                            lock.unlock();
                        }
                    });
                }
                for (int ms = 0; ms < 100; ms++) {
                    run.runFor(1_000_000);
                    if (i == 1) {
                        assertThat(run.threads()).contains("worker");
                    }
                }
                hashes[i] = run.trace().hashText();
            }
        }
        assertThat(hashes[1]).isEqualTo(hashes[0]);
    }

    /** Steps of a run in which one thread may look at the stack of another that is runnable: the JDK submits that one again. */
    private static long steps(boolean look) {
        try (Simulation run = Simulation.create(SimulationOptions.seed(8).with(Scheduling.FIFO))) {
            Thread yielding = run.host("n1").start("yielding", () -> {
                for (int i = 0; i < 10; i++) {
                    Thread.yield();
                }
            });
            run.host("n1").start("looking", () -> {
                for (int i = 0; i < 5; i++) {
                    Thread.yield();
                    assertThat(look ? yielding.getStackTrace() : new Object[1]).isNotEmpty();
                }
            });
            run.run();
            assertThat(run.violations()).isEmpty();
            return run.steps();
        }
    }

    @Test
    void threadSubmittedTwiceTakesOneStep() {
        assertThat(steps(true)).isEqualTo(steps(false));
    }
}
