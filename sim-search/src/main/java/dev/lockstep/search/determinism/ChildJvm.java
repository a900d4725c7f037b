package dev.lockstep.search.determinism;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM with the flags and the class path of this one, and other salts. */
final class ChildJvm {
    private final Process process;
    private final Path said;

    private ChildJvm(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * Starts a child.
     *
     * @param flags further JVM flags
     * @param said file that gets what the child prints
     */
    static ChildJvm start(ChildTask task, List<String> flags, Path said) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-agentlib:") && !a.startsWith("-Xdebug"))
                .forEach(command::add);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TraceChild.class.getName(), task.json()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .redirectInput(new File(nullDevice()))
                .start();
        return new ChildJvm(process, said);
    }

    /**
     * Waits for its end; ends it if the caller is interrupted.
     *
     * @throws IOException if it failed, with the last line it printed
     */
    void await() throws IOException, InterruptedException {
        try {
            int status = process.waitFor();
            if (status != 0) {
                List<String> lines = Files.readAllLines(said);
                throw new IOException("a child JVM ended with " + status + ", expected 0: "
                        + lines.stream()
                                .filter(l -> l.contains("xception") || l.contains("rror"))
                                .findFirst()
                                .orElse("no reason given"));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String nullDevice() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }
}
