package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of an open {@link MemoryStore}: archived segments, whose updates are all in tables, oldest first, and the one
 * that is written. Purged as RocksDB does it (wal_manager.cc): with no time and no size to keep, a segment goes as soon as it is no
 * longer needed; otherwise it is archived, and when a database is opened the oldest go until as many are left as the size limit
 * divided by the largest allows. Any thread may read.
 */
final class MemoryLog {
    /** The subdirectory of segments that are only kept for readers. */
    static final String ARCHIVE = "archive";

    private static final long MB = 1L << 20;

    private final Path directory;
    private final StoreSettings settings;
    private final List<LogSegment> archived = new ArrayList<>();
    private LogSegment current;

    MemoryLog(Path directory, StoreSettings settings, LogSegment first) {
        this.directory = directory;
        this.settings = settings;
        this.current = first;
    }

    synchronized void append(byte[] batch) throws IOException {
        current.append(batch, settings.sync());
    }

    /** Ends the current segment, whose updates are all in tables, and begins another. */
    synchronized void roll(LogSegment next) throws IOException {
        LogSegment old = current;
        current = next;
        old.close();
        retire(old);
    }

    /** Takes over a segment of an earlier life whose updates are all in tables. */
    synchronized void retire(LogSegment old) throws IOException {
        if (settings.walTtlSeconds() == 0 && settings.walSizeLimitMb() == 0) {
            old.purge();
        } else {
            old.archive(directory.resolve(ARCHIVE));
            archived.add(old);
        }
    }

    /** Takes over a segment of the archive. */
    synchronized void keep(LogSegment old) {
        archived.add(old);
    }

    /** Purges what is more than the size limit. */
    synchronized void purge() throws IOException {
        for (Iterator<LogSegment> all = archived.iterator(); all.hasNext(); ) {
            LogSegment segment = all.next();
            if (segment.size() == 0) {
                segment.purge();
                all.remove();
            }
        }
        long largest = archived.stream().mapToLong(LogSegment::size).max().orElse(0);
        if (settings.walSizeLimitMb() == 0 || largest == 0) {
            return;
        }
        long keep = settings.walSizeLimitMb() * MB / largest;
        while (archived.size() > keep) {
            archived.removeFirst().purge();
        }
    }

    /** The segment that is written, which may be empty. */
    synchronized LogSegment current() {
        return current;
    }

    synchronized void sync() throws IOException {
        current.sync();
    }

    synchronized void close() throws IOException {
        current.close();
    }

    /** For a database whose threads have vanished, perhaps with the monitor of this object. */
    void closeWithoutLock() throws IOException {
        current.close();
    }

    /**
     * A place in this log. Sees the segments that are there when it is placed, and those written later only after it is placed anew,
     * as an iterator of RocksDB.
     */
    LogCursor cursor() {
        return new Cursor();
    }

    private final class Cursor implements LogCursor {
        private List<LogSegment> segments = List.of();
        private int segment;
        private int batch;

        @Override
        public @Nullable WalBatch at(long sequence) {
            synchronized (MemoryLog.this) {
                WalBatch found = next();
                if (found == null) {
                    place(sequence);
                    found = next();
                }
                return found;
            }
        }

        /** On the first batch that ends at {@code sequence} or later, wherever the log begins. */
        private void place(long sequence) {
            List<LogSegment> all = new ArrayList<>(archived);
            all.add(current);
            segments = all;
            for (segment = 0; segment < all.size(); segment++) {
                List<WalBatch> batches = all.get(segment).batches();
                boolean before = !batches.isEmpty() && batches.getLast().next() <= sequence;
                for (batch = before ? batches.size() : 0; batch < batches.size(); batch++) {
                    if (batches.get(batch).next() > sequence) {
                        return;
                    }
                }
            }
        }

        private @Nullable WalBatch next() {
            while (segment < segments.size()) {
                List<WalBatch> batches = segments.get(segment).batches();
                while (batch < batches.size()) {
                    WalBatch found = batches.get(batch++);
                    if (found.count() > 0) {
                        return found;
                    }
                }
                boolean last = segment == segments.size() - 1;
                if (last || segments.get(segment + 1).purged()) {
                    return null;
                }
                segment++;
                batch = 0;
            }
            return null;
        }

        @Override
        public void close() {
            segments = List.of();
        }
    }
}
