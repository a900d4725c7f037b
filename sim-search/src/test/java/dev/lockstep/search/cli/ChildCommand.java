package dev.lockstep.search.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command in a JVM of its own. */
final class ChildCommand {
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildCommand(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ChildCommand start(Path directory, List<String> flags, Object... arguments) throws IOException {
        // A shell starts what it puts in the background with SIGINT ignored, and children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it ends before C2 would pay
        command.addAll(flags);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dlockstep.root=" + System.getProperty("lockstep.root"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lockstep.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Files.createTempFile(directory, "child", ".out");
        Path err = Files.createTempFile(directory, "child", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ChildCommand(process, out, err);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until it has printed a text on standard error. */
    void awaitErr(String text) throws IOException, InterruptedException {
        await("saying " + text, () -> Files.readString(err).contains(text));
    }

    /** Waits until there is a file in a directory. */
    void awaitFileIn(Path where) throws IOException, InterruptedException {
        await("a file in " + where, () -> {
            if (!Files.isDirectory(where)) {
                return false;
            }
            try (Stream<Path> files = Files.list(where)) {
                return files.findAny().isPresent();
            }
        });
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("no " + what + "; it said: " + Files.readString(err));
            }
            Thread.sleep(20);
        }
    }

    /** Sends SIGINT, as Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    Cli await() throws IOException, InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the command did not end in 120 s; it said " + Files.readString(err));
        }
        return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
