package dev.lockstep.node.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds a RocksDB write batch: 12 bytes of sequence and count, little endian, then records. Belongs to one thread. */
public final class BatchWriter {
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private int count;

    /** Adds a note that is logged and replicated but not stored; it takes no sequence. */
    public BatchWriter logData(byte[] note) {
        records.write(BatchTag.LOG_DATA);
        slice(note);
        return this;
    }

    /** Stores {@code value} under {@code key}. */
    public BatchWriter put(ColumnFamily family, byte[] key, byte[] value) {
        head(family, BatchTag.VALUE, BatchTag.FAMILY_VALUE);
        slice(key);
        slice(value);
        return this;
    }

    /** Removes {@code key}. */
    public BatchWriter delete(ColumnFamily family, byte[] key) {
        head(family, BatchTag.DELETION, BatchTag.FAMILY_DELETION);
        slice(key);
        return this;
    }

    /** Removes all keys from {@code from} on that come before {@code end}; takes one sequence. */
    public BatchWriter deleteRange(ColumnFamily family, byte[] from, byte[] end) {
        head(family, BatchTag.RANGE_DELETION, BatchTag.FAMILY_RANGE_DELETION);
        slice(from);
        slice(end);
        return this;
    }

    /** How many updates there are, which is how many sequences the batch takes. */
    public int count() {
        return count;
    }

    /** Bytes of all records. */
    public int size() {
        return records.size();
    }

    /** The batch with sequence 0. */
    public byte[] bytes() {
        return withSequence(0);
    }

    /** The batch as it stands in the log when its first update has sequence {@code first}. */
    public byte[] withSequence(long first) {
        byte[] body = records.toByteArray();
        return ByteBuffer.allocate(BatchReader.HEADER + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putInt(count)
                .put(body)
                .array();
    }

    private void head(ColumnFamily family, int plainTag, int familyTag) {
        count++;
        if (family.id() == 0) {
            records.write(plainTag);
        } else {
            records.write(familyTag);
            varint(family.id());
        }
    }

    private void slice(byte[] bytes) {
        varint(bytes.length);
        records.writeBytes(bytes);
    }

    private void varint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            records.write(rest | 0x80);
            rest >>>= 7;
        }
        records.write(rest);
    }
}
