package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What leaves the simulation is reported with host, thread, stack and what to do. */
@SuppressWarnings({
    "FutureReturnValueIgnored",
    "AddressSelection",
    "ThreadPriorityCheck",
    "NakedNotify",
    "NotifyWithoutNotifyAll",
    "WaitNotInLoop"
})
class EscapesTest {
    private static final long SECOND = 1_000_000_000L;

    /** Runs a body on a host and returns what was reported. */
    private static List<Violation> reported(Host.ThrowingRunnable body) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(3))) {
            simulation.host("n1").start("main", () -> {
                try {
                    body.run();
                } catch (java.io.IOException refused) {
                    assertThat(refused).hasMessageContaining("expected");
                }
            });
            simulation.runFor(10 * SECOND);
            return List.copyOf(simulation.violations());
        }
    }

    private static void assertReported(String what, Host.ThrowingRunnable body) {
        List<Violation> violations = reported(body);
        assertThat(violations).as(what).isNotEmpty();
        Violation first = violations.getFirst();
        assertThat(first.what()).contains(what).contains("expected");
        assertThat(first.host()).isEqualTo("n1");
        assertThat(first.thread()).isEqualTo("main");
        assertThat(first.stack().getStackTrace())
                .as("stack down to the code that did it")
                .anyMatch(f -> f.getClassName().contains("EscapesTest"));
    }

    @Test
    void realSockets() {
        assertReported("real socket", () -> new Socket().connect(new InetSocketAddress("127.0.0.1", 9)));
        assertReported("real socket", () -> new ServerSocket(0).close());
        assertReported("real socket", () -> SocketChannel.open().close());
        assertReported("real socket", () -> ServerSocketChannel.open().close());
        assertReported("real socket", () -> DatagramChannel.open().close());
        assertReported(
                "real socket",
                () -> SocketChannel.open(StandardProtocolFamily.UNIX).close());
    }

    @Test
    void realSelectors() {
        assertReported("real selector", () -> {
            try (Selector selector = Selector.open()) {
                selector.select();
            }
        });
    }

    @Test
    void asynchronousChannels() {
        assertReported(
                "real asynchronous channels",
                () -> AsynchronousServerSocketChannel.open().close());
        assertReported(
                "real asynchronous channels",
                () -> AsynchronousChannelGroup.withThreadPool(Executors.newCachedThreadPool())
                        .shutdown());
    }

    @Test
    void processes() {
        assertReported("real process started", () -> new ProcessBuilder("true").start());
    }

    @Test
    void nameLookups() {
        assertReported(
                "real name lookup of no-such-host.invalid",
                () -> InetAddress.getByName("no-such-host.invalid").isLoopbackAddress());
    }

    @Test
    void virtualThreadsOfAnotherScheduler() throws InterruptedException {
        Thread outside = Thread.ofVirtual().name("outsider").unstarted(() -> {});
        assertReported("real thread outsider", outside::start);
        outside.join();
    }

    private static void handTo(ExecutorService pool) throws Exception {
        Thread outsider = pool.submit(Thread::currentThread).get();
        while (!outsider.getState().name().endsWith("WAITING")) {
            Thread.onSpinWait();
        }
        assertReported("work handed to the real thread outsider", () -> pool.submit(() -> "outside"));
        pool.shutdown();
    }

    @Test
    void workForPoolsOfTheOutside() throws Exception {
        handTo(Executors.newFixedThreadPool(1, r -> new Thread(r, "outsider")));
        handTo(Executors.newCachedThreadPool(r -> new Thread(r, "outsider")));
        handTo(new ForkJoinPool(
                1,
                p -> {
                    ForkJoinWorkerThread worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p);
                    worker.setName("outsider");
                    return worker;
                },
                null,
                false));
    }

    @Test
    void threadsOfAnEarlierSimulation() {
        ExecutorService[] kept = new ExecutorService[1];
        List<Violation> none = reported(() -> {
            kept[0] = Executors.newFixedThreadPool(1, r -> new Thread(r, "kept"));
            kept[0].submit(() -> {}).get();
            Thread.sleep(1);
        });
        assertThat(none).isEmpty();
        assertReported("wake-up of thread kept of an earlier simulation", () -> kept[0].submit(() -> {}));
    }

    @Test
    void interruptOfASimulatedPlatformThreadByARealOne() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(3))) {
            Thread[] sleeper = new Thread[1];
            simulation.host("n1").start("main", () -> {
                sleeper[0] = new Thread(
                        () -> {
                            try {
                                Thread.sleep(9_000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "sleeper");
                sleeper[0].start();
            });
            simulation.runFor(SECOND);
            simulation.schedule(SECOND, () -> outside("meddler", () -> sleeper[0].interrupt()));
            simulation.runFor(5 * SECOND);
            assertThat(simulation.violations()).isNotEmpty();
            assertThat(simulation.violations().getFirst().what()).contains("foreign wake-up by thread meddler");
        }
    }

    /** A host whose one thread waits to be notified, and what tells that it goes on. */
    private static AtomicBoolean waiter(Simulation simulation, Object monitor) {
        AtomicBoolean goesOn = new AtomicBoolean();
        simulation.host("n1").start("waiter", () -> {
            synchronized (monitor) {
                monitor.wait();
            }
            goesOn.set(true);
        });
        simulation.runFor(SECOND);
        return goesOn;
    }

    private static void notifyAs(String name, Object monitor) {
        outside(name, () -> {
            synchronized (monitor) {
                monitor.notify();
            }
        });
    }

    /** Lets a real thread do something and waits for it. */
    private static void outside(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void notifyByARealThread() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(3))) {
            Object monitor = new Object();
            AtomicBoolean goesOn = waiter(simulation, monitor);
            simulation.schedule(SECOND, () -> notifyAs("bystander", new Object()));
            simulation.schedule(2 * SECOND, () -> notifyAs("meddler", monitor));
            simulation.runFor(5 * SECOND);
            assertThat(simulation.violations()).hasSize(1);
            Violation only = simulation.violations().getFirst();
            assertThat(only.what()).contains("foreign notify by thread meddler").contains("expected");
            assertThat(only.thread()).isEqualTo("waiter");
            assertThat(only.stack().getStackTrace())
                    .anyMatch(f -> f.getMethodName().contains("notifyAs"));
            assertThat(goesOn).isTrue();
        }
    }

    @Test
    void notifyBetweenRunsAndByCallbacksIsPartOfTheRun() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(3))) {
            Object monitor = new Object();
            AtomicBoolean between = waiter(simulation, monitor);
            notifyAs("test", monitor);
            simulation.runFor(SECOND);
            assertThat(between).as("told between two runs").isTrue();
            AtomicBoolean callback = waiter(simulation, monitor);
            simulation.schedule(SECOND, () -> {
                synchronized (monitor) {
                    monitor.notifyAll();
                }
            });
            simulation.runFor(2 * SECOND);
            assertThat(callback).as("told by a callback").isTrue();
            assertThat(simulation.violations()).isEmpty();
        }
    }

    @Test
    void exceptionsNobodyHandles() {
        List<Violation> violations = reported(() -> {
            Thread platform = new Thread(
                    () -> {
                        throw new IllegalStateException("on a platform thread");
                    },
                    "p");
            platform.start();
            platform.join();
            Thread virtual = Thread.ofVirtual().name("v").start(() -> {
                throw new IllegalStateException("on a virtual thread");
            });
            virtual.join();
            Thread handled = new Thread(
                    () -> {
                        throw new IllegalStateException("first");
                    },
                    "h");
            handled.setUncaughtExceptionHandler((t, e) -> {
                throw new IllegalStateException("handler");
            });
            handled.start();
            handled.join();
        });
        assertThat(violations).extracting(Violation::thread).containsExactly("p", "v", "h");
        assertThat(violations)
                .extracting(Violation::what)
                .satisfiesExactly(
                        w -> assertThat(w).contains("on a platform thread"),
                        w -> assertThat(w).contains("on a virtual thread"),
                        w -> assertThat(w).contains("handler failed"));
    }
}
