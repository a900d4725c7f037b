package dev.lockstep.bench;

import dev.lockstep.core.agent.LockstepAgent;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How long a JVM takes to start and end: with the agent, with what earlier ones have rewritten and without; and without it. */
final class AgentStart {
    private static final double SECOND = 1e9;

    private AgentStart() {}

    static Benchmark benchmark() {
        return new Benchmark(
                "agent-start",
                "a JVM that starts, does nothing and ends",
                Unit.NANOS,
                List.of(
                        new Contender("with agent", s -> run("-javaagent:" + agentJar())),
                        new Contender("its first time", s -> run("-javaagent:" + agentJar(), "-Dlockstep.cache=none")),
                        new Contender("without", s -> run())),
                List.of(new Goal("", false, SECOND)));
    }

    /** What the other JVM runs. */
    static final class Nothing {
        private Nothing() {}

        /** Does nothing. */
        public static void main(String[] arguments) {}
    }

    private static double run(String... flags) throws IOException, InterruptedException, URISyntaxException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = Stream.of(
                        Stream.of(java.toString(), "-Xshare:auto", "-XX:-PrintWarnings"),
                        Stream.of(flags),
                        Stream.of("-cp", path(AgentStart.class).toString(), Nothing.class.getName()))
                .flatMap(s -> s)
                .toList();
        long start = System.nanoTime();
        int status = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status + ", expected 0");
        }
        return System.nanoTime() - start;
    }

    private static Path agentJar() throws URISyntaxException, IOException {
        Path core = path(LockstepAgent.class);
        if (!Files.isDirectory(core)) {
            return core;
        }
        try (Stream<Path> built = Files.list(core.resolveSibling("."))) {
            return built.filter(p -> p.getFileName().toString().matches("sim-core-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("no agent jar beside " + core + ", expected the module packaged"));
        }
    }

    private static Path path(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
