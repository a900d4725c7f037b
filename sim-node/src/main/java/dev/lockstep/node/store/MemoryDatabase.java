package dev.lockstep.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open database of a {@link MemoryStore}: everything in sorted maps, each batch in a log on disk before it counts, and since the
 * last flush in no table. Its directory looks like one of RocksDB: CURRENT, MANIFEST, logs and tables with numbers.
 */
final class MemoryDatabase implements OpenDatabase {
    private final Path directory;
    private final TableFiles files;
    private MemoryManifest manifest;
    private final MemoryLog log;
    private final List<MemoryTable> tables;
    private final DirectoryLock lock;
    private volatile MemoryState state;
    private long nextNumber;

    MemoryDatabase(
            Path directory,
            TableFiles files,
            MemoryManifest manifest,
            MemoryLog log,
            List<MemoryTable> tables,
            MemoryState state,
            long nextNumber,
            DirectoryLock lock) {
        this.directory = directory;
        this.files = files;
        this.manifest = manifest;
        this.log = log;
        this.tables = new ArrayList<>(tables);
        this.state = state;
        this.nextNumber = nextNumber;
        this.lock = lock;
    }

    @Override
    public byte @Nullable [] get(ColumnFamily family, byte[] key) {
        return state.get(family, key);
    }

    @Override
    public void write(byte[] batch) {
        MemoryState next = state.after(batch);
        try {
            manifest.mend();
            log.append(batch);
        } catch (IOException e) {
            throw new StoreException("cannot write the log: " + e.getMessage(), e);
        }
        state = next;
    }

    @Override
    public long latestSequence() {
        return state.sequence();
    }

    @Override
    public void flush() {
        MemoryState now = state;
        if (!now.dirty()) {
            return;
        }
        try {
            List<MemoryTable> added = files.write(now, nextNumber);
            long number = nextNumber + added.size();
            nextNumber = number + 1;
            manifest.add(new MemoryManifest.Content(number, now.sequence(), added));
            tables.addAll(added);
            log.roll(new LogSegment(number, LogSegment.file(directory, number)));
            state = now.flushed();
        } catch (IOException e) {
            throw new StoreException("cannot flush: " + e.getMessage(), e);
        }
    }

    @Override
    public void compact() {
        flush();
        try {
            List<MemoryTable> merged = files.write(state.unwritten(), nextNumber);
            nextNumber += merged.size();
            MemoryManifest.Content content =
                    new MemoryManifest.Content(log.current().number(), state.sequence(), merged);
            String old = manifest.name();
            manifest = MemoryManifest.create(directory, nextNumber++, content);
            Files.delete(directory.resolve(old));
            for (MemoryTable table : tables) {
                Files.delete(directory.resolve(table.name()));
            }
            tables.clear();
            tables.addAll(merged);
        } catch (IOException e) {
            throw new StoreException("cannot compact: " + e.getMessage(), e);
        }
    }

    @Override
    public List<LiveFile> liveLogs() {
        LogSegment current = log.current();
        return current.size() == 0 ? List.of() : List.of(new LiveFile(current.name(), current.size()));
    }

    @Override
    public List<LiveFile> liveFiles() {
        List<LiveFile> live = new ArrayList<>();
        live.add(new LiveFile("CURRENT", 0));
        live.add(new LiveFile(manifest.name(), manifest.size()));
        tables.forEach(table -> live.add(new LiveFile(table.name(), table.size())));
        return live;
    }

    /** Files become useless in a flush only, and none comes between. */
    @Override
    public void keepFiles(boolean keep) {}

    @Override
    public LogCursor logCursor() {
        return log.cursor();
    }

    @Override
    public void forEach(ColumnFamily family, Store.Visitor visitor) {
        scan(family, new byte[0], false, (key, value) -> {
            visitor.entry(family, key, value);
            return true;
        });
    }

    @Override
    public void scan(ColumnFamily family, byte[] from, boolean backwards, Store.ScanVisitor visitor) {
        SortedBytes snapshot = state.present(family);
        Store.ScanVisitor copying = (key, value) -> visitor.entry(key.clone(), MemoryState.plain(value));
        if (backwards) {
            snapshot.descend(from, copying);
        } else {
            snapshot.ascend(from, copying);
        }
    }

    @Override
    public void syncLog() {
        try {
            log.sync();
        } catch (IOException e) {
            throw new StoreException("cannot sync the log: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(log::close);
    }

    @Override
    public void closeWithoutLock() {
        close(log::closeWithoutLock);
    }

    private void close(Closeable ofLog) {
        try {
            ofLog.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the files of " + directory, e);
        } finally {
            files.close();
        }
    }
}
