package dev.lockstep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example takes the same path under the same seed, again and in another JVM, and another path under another seed. */
class SameTraceTest {
    private static final long SEED = 1;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Process child;

    private static Map<String, String> first = Map.of();

    /** The other JVM runs beside this one. */
    @BeforeAll
    static void runAll() throws IOException {
        child = startOtherJvm(directory.resolve("said"));
        first = Traces.of(SEED);
        assertThat(first).isNotEmpty();
    }

    @AfterAll
    static void endOtherJvm() {
        child.destroyForcibly();
    }

    @Test
    void again() {
        assertThat(Traces.of(SEED)).isEqualTo(first);
    }

    @Test
    void inAnotherJvm() throws Exception {
        int status = child.waitFor();
        String text = Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
        assertThat(status).as("exit status, output %s", text).isZero();
        Map<String, String> hashes = new TreeMap<>();
        text.lines()
                .filter(l -> l.startsWith("hash "))
                .map(l -> l.split(" ", 3))
                .forEach(l -> hashes.put(l[2], l[1]));
        assertThat(hashes).isEqualTo(first);
    }

    @Test
    void underAnotherSeed() {
        Map<String, String> other = Traces.of(SEED + 1);
        assertThat(other.keySet()).isEqualTo(first.keySet());
        first.forEach(
                (example, hash) -> assertThat(other.get(example)).as(example).isNotEqualTo(hash));
    }

    /** Another process, another salt of the JDK's sets, another collector. */
    private static Process startOtherJvm(Path said) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it ends before C2 would pay
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Traces.class.getName(),
                Long.toString(SEED));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }
}
