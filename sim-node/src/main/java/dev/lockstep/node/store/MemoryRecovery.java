package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens the directory of a {@link MemoryStore} as RocksDB opens one of its own: tables, then the batches of the logs up to the first one
 * that is damaged or does not follow on the last; all that the logs brought is flushed, and a new MANIFEST and log are begun.
 */
final class MemoryRecovery {
    private final Path directory;
    private final StoreSettings settings;
    private final TableFiles files;
    private final List<MemoryTable> tables = new ArrayList<>();
    private final List<LogSegment> done = new ArrayList<>();
    private final List<LogSegment> broken = new ArrayList<>();
    private MemoryState state = MemoryState.EMPTY;
    private long nextNumber = 1;

    private MemoryRecovery(Path directory, StoreSettings settings, TableFiles files) {
        this.directory = directory;
        this.settings = settings;
        this.files = files;
    }

    /**
     * Opens a database, or makes one if there is none.
     *
     * @throws StoreException if it is damaged, of another kind, or open elsewhere
     */
    static MemoryDatabase open(Path directory, StoreSettings settings) {
        TableFiles files = new TableFiles(directory, settings);
        DirectoryLock lock = null;
        try {
            lock = DirectoryLock.take(directory);
            return new MemoryRecovery(directory, settings, files).recover(lock);
        } catch (IOException | RuntimeException e) {
            files.close();
            if (lock != null) {
                lock.closeQuietly();
            }
            throw e instanceof StoreException told
                    ? told
                    : new StoreException("cannot open the database " + directory + ": " + e.getMessage(), e);
        }
    }

    private MemoryDatabase recover(DirectoryLock lock) throws IOException {
        long firstLog = MemoryManifest.exists(directory) ? readTables() : 0;
        List<Long> logs = numbers(directory);
        for (long number : logs) {
            nextNumber = Math.max(nextNumber, number + 1);
            LogSegment segment = LogSegment.read(number, LogSegment.file(directory, number));
            if (number < firstLog || replay(segment)) {
                done.add(segment);
            } else {
                broken.add(segment);
            }
        }
        flush();
        MemoryManifest manifest = MemoryManifest.create(
                directory, nextNumber, new MemoryManifest.Content(nextNumber + 1, state.sequence(), tables));
        MemoryLog log = log(nextNumber + 1);
        deleteStrangers(manifest);
        nextNumber += 2;
        return new MemoryDatabase(directory, files, manifest, log, tables, state, nextNumber, lock);
    }

    /** Returns the number of the first log that is not in the tables. */
    private long readTables() throws IOException {
        MemoryManifest.Content content = MemoryManifest.read(directory);
        for (MemoryTable table : content.tables()) {
            SortedBytes older = state.present(table.family());
            state = state.with(table.family(), files.read(table, older));
            tables.add(table);
            nextNumber = Math.max(nextNumber, table.number() + 1);
        }
        state = state.at(content.sequence());
        nextNumber = Math.max(nextNumber, content.log() + 1);
        return content.log();
    }

    /** Returns whether every batch of it follows on the last one. */
    private boolean replay(LogSegment segment) {
        for (WalBatch batch : segment.batches()) {
            if (batch.sequence() != state.sequence() + 1) {
                return false;
            }
            state = state.after(batch.bytes());
        }
        return true;
    }

    private void flush() throws IOException {
        if (state.dirty()) {
            List<MemoryTable> added = files.write(state, nextNumber);
            nextNumber += added.size();
            tables.addAll(added);
            state = state.flushed();
        }
    }

    /** The log that is written from now on, and behind it what is kept of the old ones. */
    private MemoryLog log(long number) throws IOException {
        MemoryLog log = new MemoryLog(directory, settings, new LogSegment(number, LogSegment.file(directory, number)));
        Path archive = directory.resolve(MemoryLog.ARCHIVE);
        for (long old : numbers(archive)) {
            log.keep(LogSegment.read(old, LogSegment.file(archive, old)));
        }
        for (LogSegment segment : done) {
            log.retire(segment);
        }
        for (LogSegment segment : broken) {
            segment.purge();
        }
        log.purge();
        return log;
    }

    /** Files of flushes that never ended, and MANIFESTs of earlier lives. */
    private void deleteStrangers(MemoryManifest manifest) throws IOException {
        Set<String> known = new HashSet<>(List.of(manifest.name()));
        tables.forEach(table -> known.add(table.name()));
        for (String name : Trees.names(directory)) {
            if ((name.endsWith(".sst") || name.startsWith("MANIFEST")) && !known.contains(name)) {
                Files.delete(directory.resolve(name));
            }
        }
    }

    private static List<Long> numbers(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("[0-9]{6,18}\\.log"))
                    .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
                    .sorted()
                    .toList();
        }
    }
}
