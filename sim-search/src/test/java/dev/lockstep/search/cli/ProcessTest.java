package dev.lockstep.search.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows in a JVM of its own: the same path, Ctrl-C, a full disk, somebody else's scenario. */
class ProcessTest {
    @TempDir
    private Path directory;

    @Test
    void anotherJvmTakesTheSamePath() throws Exception {
        Cli search = Cli.run(
                "search", "toy", "--profile", "hasty", "--from", 1, "--seeds", 20, "--save", directory, "--json");
        String file = search.lastJson().get("failures").get(0).get("file").textValue();
        JsonNode here = Cli.run("replay", file, "--json").lastJson();
        ChildCommand plain = ChildCommand.start(directory, List.of(), "replay", file, "--json");
        ChildCommand slow =
                ChildCommand.start(directory, List.of("-Xint", "-XX:+UseParallelGC"), "replay", file, "--json");

        for (ChildCommand child : List.of(plain, slow)) {
            Cli replay = child.await();
            assertThat(replay.status()).as(replay.err()).isZero();
            assertThat(replay.lastJson().get("traceHash")).isEqualTo(here.get("traceHash"));
            assertThat(replay.lastJson().get("classification").textValue()).isEqualTo("still-fails");
        }
    }

    @Test
    void aJvmThatCannotSimulateSaysWhyInOneLine() throws Exception {
        ChildCommand closed =
                ChildCommand.start(directory, List.of("-XX:+DisableAttachMechanism"), "search", "toy", "--seeds", 1);
        ChildCommand odd = ChildCommand.start(
                directory,
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"),
                "search",
                "toy",
                "--seeds",
                1,
                "--json");

        assertOneLine(closed.await(), "lockstep search: cannot attach the Lockstep agent, ");
        assertOneLine(odd.await(), "lockstep search: cannot simulate on JDK 25");
        assertThat(odd.await().err()).contains("the generator of identity hashes failed: ");
    }

    private static void assertOneLine(Cli ended, String start) {
        assertThat(ended.err().lines().filter(l -> l.startsWith("lockstep search: ")))
                .hasSize(1);
        assertThat(ended.err()).contains(start).doesNotContain("\tat ");
        assertThat(ended.status()).as(ended.err()).isEqualTo(3);
    }

    /** A JDK beside the one of the tests that is older, if there is one. */
    private static Optional<Path> olderJdk() throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> siblings = Files.list(Objects.requireNonNull(home.getParent()))) {
            return siblings.filter(s -> Files.isExecutable(s.resolve("bin/java")))
                    .filter(s -> s.getFileName().toString().matches(".*\\b(11|17|21)\\b.*"))
                    .findFirst();
        }
    }

    @Test
    void anOlderJdkIsRefusedInOneLine() throws Exception {
        Path java = olderJdk().map(j -> j.resolve("bin/java")).orElse(null);
        assumeTrue(java != null, "there is an older JDK beside this one");
        Process old = new ProcessBuilder(
                        String.valueOf(java),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lockstep.class.getName(),
                        "scenarios")
                .redirectErrorStream(true)
                .start();
        String said = new String(old.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(old.waitFor()).isEqualTo(1);
        assertThat(said).contains("class file version 69.0");
    }

    @Test
    void controlCEndsASearchWithItsSummary() throws Exception {
        ChildCommand child = ChildCommand.start(
                directory,
                List.of(),
                "search",
                "toy",
                "--profile",
                "hasty",
                "--from",
                1,
                "--for",
                "10m",
                "--json",
                "--save",
                directory.resolve("found"));
        child.awaitErr("searching from seed 1");
        child.awaitFileIn(directory.resolve("found"));
        child.interrupt();
        Cli search = child.await();

        assertThat(search.status()).isEqualTo(130);
        assertThat(search.lastJson().get("runs").longValue()).isPositive();
        try (Stream<Path> saved = Files.list(directory.resolve("found"))) {
            for (Path file : saved.toList()) {
                assertThat(file.toString()).endsWith(".json");
                assertThat(Cli.run("replay", file).status()).isZero();
            }
        }
    }

    @Test
    void aFullDiskIsToldInOneLine() throws IOException, InterruptedException {
        ChildCommand child = ChildCommand.start(directory, List.of(), "scenarios");
        assertThat(child.await().status()).isZero();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process full = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$0\" -cp \"$1\" " + Lockstep.class.getName() + " scenarios > /dev/full",
                        java,
                        System.getProperty("java.class.path"))
                .start();
        String err = new String(full.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(full.waitFor()).isEqualTo(3);
        assertThat(err.lines()).containsExactly("lockstep: cannot write to standard output");
    }

    @Test
    void somebodyElsesScenarioIsRun() throws IOException {
        Path source = directory.resolve("Other.java");
        Files.writeString(source, """
            import dev.lockstep.core.Choices;
            import dev.lockstep.search.*;
            import java.util.*;
            public final class Other implements Scenario {
                public String name() { return "other"; }
                public String summary() { return "of somebody else"; }
                public List<Invariant> invariants() { return List.of(new Invariant("small", "n is below 8", "")); }
                public Plan draw(Choices choices) { return new Plan(Map.of("n", choices.between(0, 9)), List.of()); }
                public void check(Plan plan) { plan.setting("n"); }
                public void run(Run run) {
                    run.simulation().runFor(1_000);
                    if (run.plan().setting("n") > 7) { run.fail("small", "n is " + run.plan().setting("n")); }
                }
            }
            """);
        Path classes = directory.resolve("classes");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.lockstep.search.Scenario"), "Other\n");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(compiled).isZero();

        Cli search = Cli.run(
                "search", "other", "--classpath", classes, "--from", 1, "--seeds", 50, "--json", "--save", directory);
        assertThat(search.status()).as(search.err()).isEqualTo(1);
        String file = search.lastJson().get("failures").get(0).get("file").textValue();
        assertThat(Cli.run("replay", "--classpath", classes, file).status()).isZero();
        assertThat(Cli.run("replay", file).err())
                .contains("unknown scenario 'other', expected one of leaky, racy, stateful, toy");
        assertThat(Cli.run("--classpath", classes, "scenarios").out()).contains("of somebody else");
        Cli determinism = Cli.run("determinism", "other", "--classpath", classes, "--seeds", 3);
        assertThat(determinism.status()).as(determinism.err()).isZero();
    }
}
