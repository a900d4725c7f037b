package dev.lockstep.node.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.TransactionLogIterator;
import org.rocksdb.WriteBatch;

/**
 * Reads the write-ahead log forwards, keeping its place. Belongs to one thread. Ends with {@link StoreClosedException} when the
 * database is closed, even if another one is open by then.
 */
public final class WalReader implements AutoCloseable {
    private final RocksStore store;
    private final NativeDatabase db;
    private @Nullable TransactionLogIterator iterator;

    WalReader(RocksStore store, NativeDatabase db) {
        this.store = store;
        this.db = db;
    }

    /**
     * The batch that covers {@code sequence}. If that part of the log is gone, a later batch: compare the sequence. Null if nothing
     * that new has been written, or if the log ends before it.
     */
    public @Nullable WalBatch at(long sequence) {
        return store.using(db, open -> {
            if (open.latestSequence() < sequence) {
                return null;
            }
            WalBatch batch = iterator == null ? null : advance(iterator);
            if (batch == null) {
                batch = reopen(sequence);
            }
            return batch;
        });
    }

    private @Nullable WalBatch advance(TransactionLogIterator current) {
        current.next();
        return batchOf(current);
    }

    private @Nullable WalBatch reopen(long sequence) {
        drop();
        iterator = db.logIterator(sequence);
        return iterator == null ? null : batchOf(iterator);
    }

    private @Nullable WalBatch batchOf(TransactionLogIterator current) {
        while (current.isValid()) {
            WalBatch batch = read(current);
            if (batch.count() > 0) {
                return batch;
            }
            current.next();
        }
        return null;
    }

    private static WalBatch read(TransactionLogIterator current) {
        TransactionLogIterator.BatchResult result = current.getBatch();
        try (WriteBatch batch = result.writeBatch()) {
            return new WalBatch(result.sequenceNumber(), batch.count(), batch.data());
        } catch (RocksDBException e) {
            throw new StoreException("cannot read the log: " + e.getMessage(), e);
        }
    }

    private void drop() {
        TransactionLogIterator old = iterator;
        iterator = null;
        if (old != null) {
            db.release(old);
        }
    }

    /** Frees the native iterator, unless the database has already done so. */
    @Override
    public void close() {
        if (iterator != null) {
            store.usingIfOpen(db, this::drop);
        }
    }
}
