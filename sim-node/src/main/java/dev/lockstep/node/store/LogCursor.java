package dev.lockstep.node.store;

import org.jspecify.annotations.Nullable;

/** A place in a write-ahead log. Belongs to one thread; every call needs the database open. */
interface LogCursor {
    /**
     * The next batch if the last call gave one, else the one that covers {@code sequence}, which has been written. If that part of the
     * log is gone, a later batch. Null if the log ends before it. Batches without updates are left out.
     */
    @Nullable
    WalBatch at(long sequence);

    /** Frees what it holds. */
    void close();
}
