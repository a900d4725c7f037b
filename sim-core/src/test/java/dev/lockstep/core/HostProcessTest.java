package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host is a process of its own: it exits alone, runs its own shutdown hooks, has its own properties and temporary files. */
class HostProcessTest {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(5));
    private final Host host = simulation.host("n1");
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void close() {
        simulation.close();
    }

    private void serveWithHook() {
        host.start("main", () -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(2_000);
                } catch (InterruptedException e) {
                    seen.add("interrupted");
                }
                seen.add("hook at " + System.nanoTime() / SECOND + " on " + Host.current());
            }));
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.sleep(1_000);
                    seen.add("tick " + System.nanoTime() / SECOND);
                }
            } finally {
                seen.add("finally");
            }
        });
    }

    @Test
    void stopRunsHooksWhileTheOthersGoOn() {
        serveWithHook();
        simulation.runFor(SECOND);
        host.stop();
        assertThat(host.exitStatus()).isEmpty();
        simulation.runFor(10 * SECOND);
        assertThat(seen).contains("tick 1", "tick 2", "hook at 3 on n1").doesNotContain("finally", "tick 4");
        assertThat(host.exitStatus()).hasValue(143);
        assertThat(host.liveThreads()).isZero();
        assertThat(simulation.violations()).isEmpty();
    }

    @Test
    void crashRunsNoHook() {
        serveWithHook();
        simulation.runFor(SECOND);
        host.crash();
        simulation.runFor(10 * SECOND);
        assertThat(seen).containsExactly("tick 1");
        assertThat(host.exitStatus()).isEmpty();
    }

    @Test
    void exitEndsThatHostOnly() {
        serveWithHook();
        simulation.host("n2").start("main", () -> {
            Thread.sleep(20_000);
            seen.add("n2 lives");
        });
        host.start("killer", () -> {
            Thread.sleep(1_500);
            Thread.currentThread().interrupt();
            System.exit(7);
        });
        List<String> told = new ArrayList<>();
        host.addListener(new Host.Listener() {
            @Override
            public void ended(Host of, int status) {
                told.add(of + " " + status);
            }
        });
        simulation.run();
        assertThat(seen).contains("tick 1", "hook at 3 on n1", "n2 lives").doesNotContain("finally", "tick 4");
        assertThat(host.exitStatus()).hasValue(7);
        assertThat(told).containsExactly("n1 7");
        assertThat(simulation.violations()).isEmpty();
        seen.clear();
        host.start("main", () -> seen.add("started again"));
        simulation.run();
        assertThat(seen).containsExactly("started again");
    }

    @Test
    void haltEndsTheHostAtOnce() {
        serveWithHook();
        host.start("killer", () -> {
            Thread.sleep(1_500);
            Runtime.getRuntime().halt(9);
            seen.add("after halt");
        });
        simulation.run();
        assertThat(seen).containsExactly("tick 1");
        assertThat(host.exitStatus()).hasValue(9);
    }

    @Test
    void threadThatCrashesItsOwnHostDoesNotReturn() {
        host.start("main", () -> {
            Thread.currentThread().interrupt();
            host.crash();
            seen.add("after crash");
        });
        simulation.run();
        assertThat(seen).isEmpty();
    }

    @Test
    void hooksCanBeTakenBackAndAreRefusedTwiceOrLate() {
        host.start("main", () -> {
            Runtime runtime = Runtime.getRuntime();
            Thread gone = new Thread(() -> seen.add("taken back"));
            runtime.addShutdownHook(gone);
            seen.add("removed " + runtime.removeShutdownHook(gone) + " " + runtime.removeShutdownHook(gone));
            Thread kept = new Thread(() -> {
                try {
                    runtime.addShutdownHook(new Thread());
                } catch (IllegalStateException e) {
                    seen.add(e.getMessage());
                }
            });
            runtime.addShutdownHook(kept);
            try {
                runtime.addShutdownHook(kept);
            } catch (IllegalArgumentException e) {
                seen.add(e.getMessage());
            }
            System.exit(0);
        });
        simulation.run();
        assertThat(seen).containsExactly("removed true false", "Hook previously registered", "Shutdown in progress");
    }

    @Test
    void propertiesBelongToTheHost() {
        host.property("role", "leader");
        host.start("main", () -> {
            System.setProperty("own", "1");
            seen.add(System.getProperty("role") + System.getProperty("own") + System.getProperty("none", "?"));
            seen.add("" + Integer.getInteger("own") + System.getProperties().containsKey("java.home"));
            System.clearProperty("role");
            seen.add(String.valueOf(System.getProperty("role")));
        });
        simulation.run();
        assertThat(seen).containsExactly("leader1?", "1true", "null");
        assertThat(System.getProperty("own")).isNull();
        seen.clear();
        simulation.host("n2").start("main", () -> seen.add(String.valueOf(System.getProperty("own"))));
        host.crash();
        host.start("main", () -> seen.add(System.getProperty("role") + System.getProperty("own")));
        simulation.run();
        assertThat(seen).containsExactlyInAnyOrder("null", "leadernull");
    }

    @Test
    void temporaryFilesAreTheHostsAndGoWithTheSimulation() {
        host.start("main", () -> {
            seen.add(File.createTempFile("abc", "d").getParent());
            seen.add(String.valueOf(Files.createTempFile("abc", "d").getParent()));
            seen.add(String.valueOf(Files.createTempDirectory("a").getParent()));
            seen.add(System.getProperty("java.io.tmpdir"));
        });
        simulation.run();
        assertThat(simulation.violations()).isEmpty();
        assertThat(seen).hasSize(4).containsOnly(host.tempDirectory().toString());
        assertThat(host.tempDirectory()).isNotEqualTo(simulation.host("n2").tempDirectory());
        Path directory = host.tempDirectory();
        simulation.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void linesAreTaggedWithHostAndTimeOnRequest() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        simulation.tagOutput(new PrintStream(printed, true, StandardCharsets.UTF_8));
        host.start("main", () -> {
            System.out.print("a");
            Thread.sleep(1_500);
            System.out.println("bc");
            System.err.print("not ended");
        });
        simulation.host("n2").start("main", () -> System.out.println("x\ny"));
        simulation.run();
        simulation.close();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "[n2 0.000000000] x",
                        "[n2 0.000000000] y",
                        "[n1 1.500000000] abc",
                        "[n1 1.500000000] not ended");
        assertThat(System.out).isSameAs(before);
    }
}
