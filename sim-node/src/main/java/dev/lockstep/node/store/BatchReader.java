package dev.lockstep.node.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a write batch without RocksDB. Used to check what came over the wire before it is written, because RocksDB refuses every
 * later write after a batch that it could not read.
 */
public final class BatchReader {
    /** Bytes before the first record. */
    public static final int HEADER = 12;

    private final byte[] batch;
    private final Visitor visitor;
    private final List<byte[]> notes = new ArrayList<>();
    private int position = HEADER;
    private int updates;

    private BatchReader(byte[] batch, Visitor visitor) {
        this.batch = batch;
        this.visitor = visitor;
    }

    /** What an update does. */
    public enum Kind {
        /** Stores a value under a key. */
        PUT,
        /** Removes a key. */
        DELETE,
        /** Removes all keys from one to before another. */
        DELETE_RANGE
    }

    /** Sees one update. */
    @FunctionalInterface
    public interface Visitor {
        /** {@code first} is the key or the begin of the range, {@code second} the value or the end of the range, else empty. */
        void update(Kind kind, ColumnFamily family, byte[] first, byte[] second);
    }

    /** The sequence of the first update of {@code batch}. */
    public static long sequence(byte[] batch) {
        return header(batch).getLong(0);
    }

    /** How many sequences {@code batch} takes, as its header says. */
    public static int count(byte[] batch) {
        return header(batch).getInt(8);
    }

    /**
     * Checks every record.
     *
     * @throws MalformedBatchException if RocksDB would not apply {@code batch} completely
     */
    public static void check(byte[] batch) {
        forEach(batch, (kind, family, first, second) -> {});
    }

    /**
     * Visits the updates of {@code batch} in their order.
     *
     * @throws MalformedBatchException if RocksDB would not apply {@code batch} completely; some updates may have been visited
     */
    public static void forEach(byte[] batch, Visitor visitor) {
        new BatchReader(batch, visitor).readAll();
    }

    /** The log-data notes of {@code batch} in their order; the batch must be well formed. */
    public static List<byte[]> notes(byte[] batch) {
        BatchReader reader = new BatchReader(batch, (kind, family, first, second) -> {});
        reader.readAll();
        return List.copyOf(reader.notes);
    }

    private static ByteBuffer header(byte[] batch) {
        if (batch.length < HEADER) {
            throw new MalformedBatchException("only " + batch.length + " bytes");
        }
        return ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void readAll() {
        int expected = count(batch);
        while (position < batch.length) {
            readRecord(batch[position++]);
        }
        if (updates != expected) {
            throw new MalformedBatchException("says " + expected + " updates but has " + updates);
        }
    }

    private void readRecord(int tag) {
        switch (tag) {
            case BatchTag.VALUE -> update(Kind.PUT, false);
            case BatchTag.FAMILY_VALUE -> update(Kind.PUT, true);
            case BatchTag.DELETION, BatchTag.SINGLE_DELETION -> update(Kind.DELETE, false);
            case BatchTag.FAMILY_DELETION, BatchTag.FAMILY_SINGLE_DELETION -> update(Kind.DELETE, true);
            case BatchTag.RANGE_DELETION -> update(Kind.DELETE_RANGE, false);
            case BatchTag.FAMILY_RANGE_DELETION -> update(Kind.DELETE_RANGE, true);
            case BatchTag.LOG_DATA -> notes.add(slice());
            case BatchTag.NOOP -> {}
            default -> throw new MalformedBatchException("record type " + tag + " at byte " + (position - 1));
        }
    }

    private void update(Kind kind, boolean withFamily) {
        int family = withFamily ? varint() : 0;
        if (family >= ColumnFamily.count()) {
            throw new MalformedBatchException("column family " + family);
        }
        byte[] first = slice();
        byte[] second = kind == Kind.DELETE ? new byte[0] : slice();
        if (kind == Kind.DELETE_RANGE && Arrays.compareUnsigned(first, second) > 0) {
            throw new MalformedBatchException("a range that ends before it begins");
        }
        visitor.update(kind, ColumnFamily.withId(family), first, second);
        updates++;
    }

    private byte[] slice() {
        int length = skipSlice();
        return Arrays.copyOfRange(batch, position - length, position);
    }

    private int skipSlice() {
        int length = varint();
        if (length > batch.length - position) {
            throw new MalformedBatchException("a record ends after the batch");
        }
        position += length;
        return length;
    }

    private int varint() {
        long value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            if (position == batch.length) {
                throw new MalformedBatchException("a number ends after the batch");
            }
            int next = batch[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return checked(value);
            }
        }
        throw new MalformedBatchException("a number of more than 32 bits");
    }

    private static int checked(long value) {
        if (value > Integer.MAX_VALUE) {
            throw new MalformedBatchException("a length of " + value);
        }
        return (int) value;
    }
}
