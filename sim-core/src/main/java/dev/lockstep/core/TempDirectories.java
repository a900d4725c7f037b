package dev.lockstep.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The temporary directories of one simulation's hosts, real ones, made when first asked for and deleted when it is closed. Their
 * path tells process and simulation apart and is the one thing here that differs from run to run.
 */
final class TempDirectories {
    private static final Path REAL = Path.of(System.getProperty("java.io.tmpdir"));
    private static final long PID = ProcessHandle.current().pid();
    private static final AtomicLong SIMULATIONS = new AtomicLong();

    private final Path root = REAL.resolve("lockstep-" + PID + "-" + SIMULATIONS.incrementAndGet());
    private boolean made;

    Path path(String host) {
        return root.resolve(host.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    Path make(String host) {
        try {
            made = true;
            return Files.createDirectories(path(host));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for temporary files of host " + host, e);
        }
    }

    void delete() {
        if (!made) {
            return;
        }
        made = false;
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
