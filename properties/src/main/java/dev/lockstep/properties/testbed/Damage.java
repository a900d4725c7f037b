package dev.lockstep.properties.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a crash does to the files of a node, done to them while no process has them open: RocksDB writes from native code, where no write
 * can be intercepted.
 */
public sealed interface Damage permits Damage.Nothing, Damage.Everything, Damage.UnsyncedLog, BitRot {
    /** None: all that was written is there. */
    Damage NONE = new Nothing();

    /** All is lost: a new disk. */
    Damage ALL = new Everything();

    /**
     * Damages the files in a directory.
     *
     * @return whether data may have been lost
     */
    boolean apply(Path directory);

    /** Nothing is lost. */
    record Nothing() implements Damage {
        @Override
        public boolean apply(Path directory) {
            return false;
        }
    }

    /** Everything is lost. */
    record Everything() implements Damage {
        @Override
        public boolean apply(Path directory) {
            Scratch.empty(directory);
            return true;
        }
    }

    /**
     * The end of the newest log is lost, as without {@code rocksdb.write_options.sync}: RocksDB forces a log only when it is closed,
     * but tables, MANIFEST and older logs before it relies on them.
     *
     * @param keptPercent how much of the log is left, 0 to 100; it may end in the middle of a record
     */
    record UnsyncedLog(long keptPercent) implements Damage {
        @Override
        public boolean apply(Path directory) {
            Optional<Path> newest = newestLog(directory.resolve("db"));
            newest.ifPresent(this::cut);
            return newest.isPresent();
        }

        private void cut(Path log) {
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
                file.truncate(file.size() * keptPercent / 100);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot cut " + log, e);
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
