package dev.lockstep.node.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.TransactionLogIterator;
import org.rocksdb.WriteBatch;

/** A place in the log of a RocksDB database. */
final class NativeLogCursor implements LogCursor {
    private final NativeDatabase db;
    private @Nullable TransactionLogIterator iterator;

    NativeLogCursor(NativeDatabase db) {
        this.db = db;
    }

    @Override
    public @Nullable WalBatch at(long sequence) {
        WalBatch batch = iterator == null ? null : advance(iterator);
        return batch == null ? reopen(sequence) : batch;
    }

    private static @Nullable WalBatch advance(TransactionLogIterator current) {
        current.next();
        return batchOf(current);
    }

    private @Nullable WalBatch reopen(long sequence) {
        close();
        iterator = db.logIterator(sequence);
        return iterator == null ? null : batchOf(iterator);
    }

    private static @Nullable WalBatch batchOf(TransactionLogIterator current) {
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

    @Override
    public void close() {
        TransactionLogIterator old = iterator;
        iterator = null;
        if (old != null) {
            db.release(old);
        }
    }
}
