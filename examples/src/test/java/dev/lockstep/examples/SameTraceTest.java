package dev.lockstep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example takes the same path under the same seed, again and in another JVM, and another path under another seed. */
class SameTraceTest {
    private static final long SEED = 1;

    private static Map<String, String> first = Map.of();

    @BeforeAll
    static void runAll() {
        first = Traces.of(SEED);
        assertThat(first).isNotEmpty();
    }

    @Test
    void again() {
        assertThat(Traces.of(SEED)).isEqualTo(first);
    }

    @Test
    void inAnotherJvm(@TempDir Path directory) throws Exception {
        assertThat(there(directory.resolve("said"))).isEqualTo(first);
    }

    @Test
    void underAnotherSeed() {
        Map<String, String> other = Traces.of(SEED + 1);
        assertThat(other.keySet()).isEqualTo(first.keySet());
        first.forEach(
                (example, hash) -> assertThat(other.get(example)).as(example).isNotEqualTo(hash));
    }

    /** Another process, another salt of the JDK's sets, another collector. */
    private static Map<String, String> there(Path said) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Traces.class.getName(),
                Long.toString(SEED));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(status).as("exit status, output %s", text).isZero();
        Map<String, String> hashes = new TreeMap<>();
        text.lines()
                .filter(l -> l.startsWith("hash "))
                .map(l -> l.split(" ", 3))
                .forEach(l -> hashes.put(l[2], l[1]));
        return hashes;
    }
}
