package dev.lockstep.properties.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a crash does to the files of a node, done to them while no process has them open. */
public sealed interface Damage permits Damage.Nothing, Damage.Everything, Damage.Unforced, BitRot {
    /** None: all that was written is there. */
    Damage NONE = new Nothing();

    /** All is lost: a new disk. */
    Damage ALL = new Everything();

    /**
     * Damages the files in a directory.
     *
     * @param unforced the files that the node's Java code has not forced to the disk, and the bytes of each that it has
     * @return whether data may have been lost
     */
    boolean apply(Path directory, Map<Path, Long> unforced);

    /** Nothing is lost. */
    record Nothing() implements Damage {
        @Override
        public boolean apply(Path directory, Map<Path, Long> unforced) {
            return false;
        }
    }

    /** Everything is lost. */
    record Everything() implements Damage {
        @Override
        public boolean apply(Path directory, Map<Path, Long> unforced) {
            Scratch.empty(directory);
            return true;
        }
    }

    /**
     * What was not forced to the disk is lost in part, of each file the end. Of what RocksDB writes from native code nobody knows what
     * it has forced: without {@code rocksdb.write_options.sync} all but the newest log, before it relies on it.
     *
     * @param keptPercent how much is left of what was not forced, 0 to 100; a file may end in the middle of a record
     */
    record Unforced(long keptPercent) implements Damage {
        @Override
        public boolean apply(Path directory, Map<Path, Long> unforced) {
            Optional<Path> newest = newestLog(directory.resolve("db"));
            newest.filter(log -> !unforced.containsKey(log)).ifPresent(log -> cut(log, 0));
            unforced.forEach(this::cut);
            return newest.isPresent() || !unforced.isEmpty();
        }

        private void cut(Path path, long forced) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(forced + (file.size() - forced) * keptPercent / 100);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot cut " + path, e);
            }
        }

        private static Optional<Path> newestLog(Path database) {
            if (!Files.isDirectory(database)) {
                return Optional.empty();
            }
            try (Stream<Path> files = Files.list(database)) {
                List<Path> logs = files.filter(f -> f.toString().endsWith(".log"))
                        .sorted(Comparator.comparing(f -> String.valueOf(f.getFileName())))
                        .toList();
                return logs.isEmpty() ? Optional.empty() : Optional.of(logs.getLast());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + database, e);
            }
        }
    }
}
