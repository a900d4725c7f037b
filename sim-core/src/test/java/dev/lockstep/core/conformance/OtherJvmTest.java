package dev.lockstep.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.agent.LockstepAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every case takes the same path in another JVM, however that one compiles, collects and got its agent. */
class OtherJvmTest {
    private static Map<String, String> here = Map.of();

    @BeforeAll
    static void runHere() {
        here = Suite.hashes();
    }

    /** Runs the suite in a JVM of its own. */
    private static Map<String, String> there(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(flags));
        command.addAll(List.of(
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Suite.class.getName()));
        Path output = Files.createTempFile("lockstep-suite", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(status).as("exit status, output %s", text).isZero();
            Map<String, String> hashes = new TreeMap<>();
            text.lines()
                    .filter(l -> l.startsWith("hash "))
                    .map(l -> l.split(" ", 3))
                    .forEach(l -> hashes.put(l[2], l[1]));
            return hashes;
        } finally {
            Files.delete(output);
        }
    }

    @Test
    void attachedBySelf() throws Exception {
        assertThat(there("-XX:+UseSerialGC")).isEqualTo(here);
    }

    @Test
    void agentOnTheCommandLineInterpretedAndAnotherCollector(@TempDir Path directory) throws Exception {
        Path agent = directory.resolve("agent.jar");
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", LockstepAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue("Can-Redefine-Classes", "true");
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        assertThat(there("-javaagent:" + agent, "-Xint", "-XX:+UseParallelGC", "-XX:ActiveProcessorCount=1"))
                .isEqualTo(here);
    }
}
