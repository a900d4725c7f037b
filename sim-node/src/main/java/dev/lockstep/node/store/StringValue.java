package dev.lockstep.node.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A string as Kvrocks stores it: one byte of flags (0x80 for 64-bit fields, the type in the low four bits), the expiry in ms since
 * 1970 (0 is none), the bytes. Values written before the 64-bit form have the expiry in 32-bit seconds; they can be read.
 */
public final class StringValue {
    /** The type of strings. */
    public static final int STRING = 1;

    private static final int WIDE = 0x80;
    private static final int WIDE_HEADER = 9;
    private static final int NARROW_HEADER = 5;

    private final int type;
    private final long expireAt;
    private final byte[] payload;

    /**
     * A value.
     *
     * @param type the low four bits of the flags
     * @param expireAt ms since 1970, 0 for never
     * @param payload what follows the expiry
     */
    public StringValue(int type, long expireAt, byte[] payload) {
        this.type = type;
        this.expireAt = expireAt;
        this.payload = payload;
    }

    /** A string. */
    public static StringValue of(byte[] payload, long expireAt) {
        return new StringValue(STRING, expireAt, payload);
    }

    /**
     * Reads a stored value.
     *
     * @throws StoreException if it is too short
     */
    public static StringValue decode(byte[] stored) {
        boolean wide = stored.length > 0 && (stored[0] & WIDE) != 0;
        int header = wide ? WIDE_HEADER : NARROW_HEADER;
        if (stored.length < header) {
            throw new StoreException("a stored value of " + stored.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, header - 1);
        long expireAt = wide ? in.getLong() : (in.getInt() & 0xffffffffL) * 1000;
        return new StringValue(stored[0] & 0xf, expireAt, Arrays.copyOfRange(stored, header, stored.length));
    }

    /** The low four bits of the flags; 1 is a string. */
    public int type() {
        return type;
    }

    /** When it expires, ms since 1970, 0 for never. */
    public long expireAt() {
        return expireAt;
    }

    /** The user's bytes; not to be changed. */
    public byte[] payload() {
        return payload;
    }

    /** The stored form. */
    public byte[] encode() {
        return ByteBuffer.allocate(WIDE_HEADER + payload.length)
                .put((byte) (WIDE | type))
                .putLong(expireAt)
                .put(payload)
                .array();
    }

    /** Whether it is gone at {@code nowMillis}. */
    public boolean expired(long nowMillis) {
        return expireAt != 0 && expireAt <= nowMillis;
    }
}
