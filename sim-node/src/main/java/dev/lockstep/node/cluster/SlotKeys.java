package dev.lockstep.node.cluster;

import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.KeyCodec;
import java.util.Arrays;
import java.util.List;

/** Where the keys of a range of slots lie: in each of four column families, from one key to another. */
final class SlotKeys {
    /** The families that hold user data. */
    static final List<ColumnFamily> FAMILIES =
            List.of(ColumnFamily.DEFAULT, ColumnFamily.METADATA, ColumnFamily.ZSET_SCORE, ColumnFamily.STREAM);

    private final byte[] from;
    private final byte[] end;

    SlotKeys(SlotRange range) {
        this.from = KeyCodec.slotPrefix(range.first());
        this.end = KeyCodec.slotPrefix(range.last() + 1);
    }

    /** The first key there can be. */
    byte[] from() {
        return from;
    }

    /** The first key that lies behind. */
    byte[] end() {
        return end;
    }

    boolean contains(byte[] key) {
        return Arrays.compareUnsigned(key, from) >= 0 && Arrays.compareUnsigned(key, end) < 0;
    }

    /** Removes from {@code batch} what it would delete between {@code first} and {@code last} outside of the range, and adds the rest. */
    void addDeletion(BatchWriter batch, ColumnFamily family, byte[] first, byte[] last) {
        byte[] begin = Arrays.compareUnsigned(first, from) > 0 ? first : from;
        byte[] stop = Arrays.compareUnsigned(last, end) < 0 ? last : end;
        if (Arrays.compareUnsigned(begin, stop) < 0) {
            batch.deleteRange(family, begin, stop);
        }
    }

    /** A batch that deletes all keys. */
    BatchWriter deletion() {
        BatchWriter batch = new BatchWriter();
        FAMILIES.forEach(family -> batch.deleteRange(family, from, end));
        return batch;
    }
}
