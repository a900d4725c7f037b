package dev.lockstep.node.cluster;

import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.store.BatchReader;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the entries of some slots as raw write batches ({@code APPLYBATCH}, Kvrocks' {@code raw-key-value} migration): first all that
 * there are, in pieces; then, in order, every update of the log since before the first piece. A piece may be newer than the log
 * position, but what the log repeats ends in the same state. Belongs to one thread.
 */
final class SlotCopy {
    private static final byte[] APPLY = "APPLYBATCH".getBytes(StandardCharsets.US_ASCII);
    private static final long LOG_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int LOG_RETRIES = 50;

    private final Store store;
    private final MigrationLink link;
    private final SlotKeys keys;
    private final int batchBytes;
    private final long bytesPerSecond;
    private final StopSignal stop;
    private long next;
    private long unpaced;

    /**
     * A copy of what is written from now on, and of what is there.
     *
     * @param batchBytes size from which a batch is sent
     * @param bytesPerSecond limit over time, 0 for none
     */
    SlotCopy(Store store, MigrationLink link, SlotRange range, int batchBytes, long bytesPerSecond, StopSignal stop) {
        this.store = store;
        this.link = link;
        this.keys = new SlotKeys(range);
        this.batchBytes = batchBytes;
        this.bytesPerSecond = bytesPerSecond;
        this.stop = stop;
        this.next = store.latestSequence() + 1;
    }

    /** Sends everything there is. */
    void snapshot() throws IOException {
        for (ColumnFamily family : SlotKeys.FAMILIES) {
            Piece piece = new Piece(family, keys.from());
            while (piece.from != null) {
                piece = piece(family, piece.from);
                send(piece.batch);
            }
        }
    }

    /** Sends the updates up to the sequence {@code last}. */
    void updates(long last) throws IOException {
        try (WalReader log = store.walReader()) {
            BatchWriter gathered = new BatchWriter();
            while (next <= last) {
                WalBatch batch = read(log);
                if (batch.sequence() > next) {
                    throw new IOException("WAL iterator is discrete: wanted " + next + ", found " + batch.sequence());
                }
                BatchWriter target = gathered;
                BatchReader.forEach(
                        batch.bytes(), (kind, family, first, second) -> add(target, kind, family, first, second));
                next = batch.next();
                if (gathered.size() >= batchBytes) {
                    send(gathered);
                    gathered = new BatchWriter();
                }
            }
            send(gathered);
        }
    }

    /** How many sequences of the log have not been sent. */
    long behind() {
        return store.latestSequence() + 1 - next;
    }

    private WalBatch read(WalReader log) throws IOException {
        for (int i = 0; i < LOG_RETRIES; i++) {
            WalBatch batch = log.at(next);
            if (batch != null) {
                return batch;
            }
            store.awaitSequence(Long.MAX_VALUE, () -> false, LOG_RETRY_NANOS);
        }
        throw new IOException("sequence " + next + " is not in the log any more");
    }

    private void add(BatchWriter batch, BatchReader.Kind kind, ColumnFamily family, byte[] first, byte[] second) {
        if (!SlotKeys.FAMILIES.contains(family)) {
            return;
        }
        switch (kind) {
            case PUT -> {
                if (keys.contains(first)) {
                    batch.put(family, first, second);
                }
            }
            case DELETE -> {
                if (keys.contains(first)) {
                    batch.delete(family, first);
                }
            }
            case DELETE_RANGE -> keys.addDeletion(batch, family, first, second);
        }
    }

    private Piece piece(ColumnFamily family, byte[] from) {
        Piece piece = new Piece(family, null);
        store.scan(family, from, false, (key, value) -> {
            if (!keys.contains(key)) {
                return false;
            }
            if (piece.batch.size() >= batchBytes) {
                piece.from = key;
                return false;
            }
            piece.batch.put(piece.family, key, value);
            return true;
        });
        return piece;
    }

    private void send(BatchWriter batch) throws IOException {
        if (batch.count() > 0) {
            String reply = link.ask(APPLY, batch.bytes());
            if (!reply.startsWith(":")) {
                throw new IOException("the destination refused a batch: " + reply);
            }
            pace(batch.size());
        }
    }

    private void pace(int bytes) {
        unpaced += bytes;
        long millis = bytesPerSecond == 0 ? 0 : unpaced * 1000 / bytesPerSecond;
        if (millis > 0) {
            unpaced = 0;
            stop.await(millis);
        }
    }

    /** Some entries of one family and the key after them, null if there is none. */
    private static final class Piece {
        private final ColumnFamily family;
        private final BatchWriter batch = new BatchWriter();
        private byte @Nullable [] from;

        Piece(ColumnFamily family, byte @Nullable [] from) {
            this.family = family;
            this.from = from == null ? null : Arrays.copyOf(from, from.length);
        }
    }
}
