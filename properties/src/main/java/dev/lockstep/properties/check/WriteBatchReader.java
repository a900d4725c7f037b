package dev.lockstep.properties.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the updates out of a RocksDB WriteBatch: 8-byte sequence, 4-byte count (little endian), then records of a tag, an
 * optional column family and length-prefixed strings (rocksdb/db/write_batch.cc). Independent of the node's own reading.
 */
final class WriteBatchReader {
    private static final int HEADER_BYTES = 12;

    private static final int DELETION = 0x0;
    private static final int VALUE = 0x1;
    private static final int LOG_DATA = 0x3;
    private static final int FAMILY_DELETION = 0x4;
    private static final int FAMILY_VALUE = 0x5;
    private static final int SINGLE_DELETION = 0x7;
    private static final int FAMILY_SINGLE_DELETION = 0x8;
    private static final int NOOP = 0xD;
    private static final int FAMILY_RANGE_DELETION = 0xE;
    private static final int RANGE_DELETION = 0xF;

    /** The column family that holds one entry for each key of a user. */
    static final int METADATA = 1;

    private final ByteBuffer batch;
    private final Set<Integer> slots = new TreeSet<>();

    private WriteBatchReader(byte[] batch) {
        this.batch = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN);
        this.batch.position(HEADER_BYTES);
    }

    /** The number of sequence numbers the batch takes. */
    static int count(byte[] batch) {
        return ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    }

    /**
     * Applies all updates to a content.
     *
     * @throws IllegalStateException at a record it does not know
     */
    static void apply(byte[] batch, Content content) {
        WriteBatchReader reader = new WriteBatchReader(batch);
        while (reader.batch.hasRemaining()) {
            reader.applyNext(content);
        }
    }

    /** The slots of the keys that a batch sets or deletes one by one; keys of a node in a cluster name their slot. */
    static Set<Integer> slots(byte[] batch) {
        WriteBatchReader reader = new WriteBatchReader(batch);
        Content ignored = new Content();
        while (reader.batch.hasRemaining()) {
            reader.applyNext(ignored);
        }
        return reader.slots;
    }

    private void put(Content content, int family) {
        byte[] key = key(family);
        content.put(family, key, string());
    }

    private void delete(Content content, int family) {
        content.delete(family, key(family));
    }

    /** A key of the family of keys is a length, a name space, a slot (if the node is in a cluster) and what the user calls it. */
    private byte[] key(int family) {
        byte[] key = string();
        if (family == METADATA && key.length > 0 && 1 + key[0] + Short.BYTES <= key.length) {
            slots.add((int) ByteBuffer.wrap(key).getShort(1 + key[0]));
        }
        return key;
    }

    private void applyNext(Content content) {
        int tag = batch.get();
        switch (tag) {
            case VALUE -> put(content, 0);
            case FAMILY_VALUE -> put(content, varint());
            case DELETION, SINGLE_DELETION -> content.delete(0, string());
            case FAMILY_DELETION, FAMILY_SINGLE_DELETION -> delete(content, varint());
            case RANGE_DELETION -> content.deleteRange(0, string(), string());
            case FAMILY_RANGE_DELETION -> content.deleteRange(varint(), string(), string());
            case LOG_DATA -> string();
            case NOOP -> {}
            default ->
                throw new IllegalStateException("tag " + tag + " at byte " + (batch.position() - 1)
                        + " of a write batch, expected one that Kvrocks writes: " + Arrays.toString(batch.array()));
        }
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = batch.get();
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private byte[] string() {
        byte[] bytes = new byte[varint()];
        batch.get(bytes);
        return bytes;
    }
}
