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

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** Runs the suite in a JVM of its own. */
    private static Map<String, String> there(String... flags) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(flags));
        arguments.addAll(List.of("-XX:+EnableDynamicAgentLoading", "-cp", CLASS_PATH, Suite.class.getName()));
        Map<String, String> hashes = new TreeMap<>();
        java(arguments)
                .lines()
                .filter(l -> l.startsWith("hash "))
                .map(l -> l.split(" ", 3))
                .forEach(l -> hashes.put(l[2], l[1]));
        return hashes;
    }

    /** Runs a JVM to its end and returns what it printed. */
    private static String java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path output = Files.createTempFile("lockstep-suite", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(status).as("exit status, output %s", text).isZero();
            return text;
        } finally {
            Files.delete(output);
        }
    }

    @Test
    void attachedBySelfWithoutACache() throws Exception {
        assertThat(there("-XX:+UseSerialGC", "-Dlockstep.cache=none")).isEqualTo(here);
    }

    @Test
    void agentOnTheCommandLineWithWhatAnotherJvmHasRewrittenInterpretedAndAnotherCollector(@TempDir Path directory)
            throws Exception {
        Path agent = directory.resolve("agent.jar");
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", LockstepAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue("Can-Redefine-Classes", "true");
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        String cache = "-Dlockstep.cache=" + directory.resolve("cache");
        java(List.of("-javaagent:" + agent, cache, "-cp", CLASS_PATH, "-version"));
        assertThat(directory.resolve("cache").toFile().list()).hasSize(1);
        assertThat(there("-javaagent:" + agent, cache, "-Xint", "-XX:+UseParallelGC", "-XX:ActiveProcessorCount=1"))
                .isEqualTo(here);
    }
}
