package dev.lockstep.node.data;

import dev.lockstep.node.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is stored under a user key (Kvrocks Metadata::Encode): one byte of flags (0x80 for 64-bit fields, the type in the low four
 * bits) and the expiry in ms since 1970, 0 for never. For a string its bytes follow; for all others the version of its elements and their
 * number, for a list also the first index and the one after the last. Values from before the 64-bit form have the expiry in 32-bit
 * seconds and a 32-bit size; they are read and written back as they are. Never changes.
 */
public final class Metadata {
    /** Where the indexes of a list begin: in the middle of the unsigned 64-bit numbers. */
    static final long LIST_MIDDLE = Long.MAX_VALUE;

    private static final int WIDE = 0x80;
    private static final byte[] NOTHING = {};

    private final DataType type;
    private final boolean wide;
    private final long expireAt;
    private final long version;
    private final long size;
    private final long head;
    private final long tail;
    private final byte[] rest;

    private Metadata(
            DataType type, boolean wide, long expireAt, long version, long size, long head, long tail, byte[] rest) {
        this.type = type;
        this.wide = wide;
        this.expireAt = expireAt;
        this.version = version;
        this.size = size;
        this.head = head;
        this.tail = tail;
        this.rest = rest;
    }

    /** A string. */
    static Metadata string(byte[] value, long expireAt) {
        return new Metadata(DataType.STRING, true, expireAt, 0, 0, 0, 0, value);
    }

    /** A value of another type without elements. */
    static Metadata empty(DataType type, long version) {
        return new Metadata(type, true, 0, version, 0, LIST_MIDDLE, LIST_MIDDLE, NOTHING);
    }

    /**
     * Reads a stored value.
     *
     * @throws StoreException if it is too short or of an unknown type
     */
    public static Metadata decode(byte[] stored) {
        if (stored.length < 5) {
            throw new StoreException("stored metadata of " + stored.length + " bytes");
        }
        boolean wide = (stored[0] & WIDE) != 0;
        DataType type = DataType.of(stored[0] & 0xf);
        int fixed = (wide ? 9 : 5)
                + (type == null || type.single() ? 0 : wide ? 16 : 12)
                + (type == DataType.LIST ? 16 : 0);
        if (type == null || stored.length < fixed) {
            throw new StoreException(
                    "stored metadata of type " + (stored[0] & 0xf) + " and " + stored.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
        long expireAt = wide ? in.getLong() : (in.getInt() & 0xffffffffL) * 1000;
        long version = type.single() ? 0 : in.getLong();
        long size = type.single() ? 0 : wide ? in.getLong() : in.getInt() & 0xffffffffL;
        long head = type == DataType.LIST ? in.getLong() : 0;
        long tail = type == DataType.LIST ? in.getLong() : 0;
        byte[] rest = Arrays.copyOfRange(stored, fixed, stored.length);
        return new Metadata(type, wide, expireAt, version, size, head, tail, rest);
    }

    /** The stored form. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(41 + rest.length);
        out.put((byte) ((wide ? WIDE : 0) | type.code()));
        if (wide) {
            out.putLong(expireAt);
        } else {
            out.putInt((int) (expireAt / 1000));
        }
        if (!type.single()) {
            out.putLong(version);
            if (wide) {
                out.putLong(size);
            } else {
                out.putInt((int) size);
            }
        }
        if (type == DataType.LIST) {
            out.putLong(head).putLong(tail);
        }
        out.put(rest);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The type of the value. */
    public DataType type() {
        return type;
    }

    /** Whether its fields have 64 bits. */
    public boolean wide() {
        return wide;
    }

    /** When the value expires, ms since 1970, 0 for never. */
    public long expireAt() {
        return expireAt;
    }

    /** The version of its elements, 0 for a string. */
    public long version() {
        return version;
    }

    /** The number of its elements, 0 for a string. */
    public long size() {
        return size;
    }

    /** The index of the first element of a list, unsigned. */
    public long head() {
        return head;
    }

    /** The index after that of the last element of a list, unsigned. */
    public long tail() {
        return tail;
    }

    /** The bytes of a string; not to be changed. */
    public byte[] value() {
        return rest;
    }

    /** Whether the value is gone at {@code nowMillis}. */
    boolean expired(long nowMillis) {
        return expireAt != 0 && expireAt <= nowMillis;
    }

    /** Whether nothing is left of the value. */
    boolean hollow() {
        return size == 0 && !type.mayBeEmpty();
    }

    Metadata withExpiry(long millis) {
        return new Metadata(type, wide, millis, version, size, head, tail, rest);
    }

    Metadata withSize(long count) {
        return new Metadata(type, wide, expireAt, version, count, head, tail, rest);
    }

    Metadata withValue(byte[] value) {
        return new Metadata(type, wide, expireAt, version, size, head, tail, value);
    }

    /** A list between two other indexes. */
    Metadata between(long first, long end) {
        return new Metadata(type, wide, expireAt, version, end - first, first, end, rest);
    }
}
