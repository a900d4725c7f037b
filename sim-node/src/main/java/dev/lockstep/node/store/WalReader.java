package dev.lockstep.node.store;

import org.jspecify.annotations.Nullable;

/**
 * Reads the write-ahead log forwards, keeping its place. Belongs to one thread. Ends with {@link StoreClosedException} when the
 * database is closed, even if another one is open by then.
 */
public final class WalReader implements AutoCloseable {
    private final Store store;
    private final OpenDatabase db;
    private final LogCursor cursor;

    WalReader(Store store, OpenDatabase db) {
        this.store = store;
        this.db = db;
        this.cursor = db.logCursor();
    }

    /**
     * The batch that covers {@code sequence}. If that part of the log is gone, a later batch: compare the sequence. Null if nothing
     * that new has been written, or if the log ends before it.
     */
    public @Nullable WalBatch at(long sequence) {
        return store.using(db, open -> open.latestSequence() < sequence ? null : cursor.at(sequence));
    }

    /** Frees what it holds, unless the database has already done so. */
    @Override
    public void close() {
        store.usingIfOpen(db, cursor::close);
    }
}
