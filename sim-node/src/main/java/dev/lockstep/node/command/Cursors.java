package dev.lockstep.node.command;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.resp.Numbers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that stand for the places where iterations have got to, for clients that take a cursor for a number (Kvrocks
 * {@code redis-cursor-compatible}). The last 16384 are remembered; a forgotten one begins from the start. Any thread.
 */
public final class Cursors {
    private static final int REMEMBERED = 1 << 14;
    private static final int KIND_SHIFT = 61;
    private static final int HASH_SHIFT = 14;

    private final NodeConfig config;
    private final AtomicLong counter = new AtomicLong();
    private final AtomicReferenceArray<@Nullable Place> places = new AtomicReferenceArray<>(REMEMBERED);

    /** What is iterated over. */
    enum Kind {
        KEYS(0),
        HASH(1),
        SET(2),
        ZSET(3);

        private final long code;

        Kind(long code) {
            this.code = code;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Place(long number, byte[] element) {}

    /** No place yet. */
    public Cursors(NodeConfig config) {
        this.config = config;
    }

    /** The cursor that a client is given for going on after {@code element}. */
    byte[] cursor(Kind kind, byte[] element) {
        if (!config.yes(Option.REDIS_CURSOR_COMPATIBLE)) {
            byte[] marked = new byte[element.length + 1];
            marked[0] = '_';
            System.arraycopy(element, 0, marked, 1, element.length);
            return marked;
        }
        long index = counter.incrementAndGet() & (REMEMBERED - 1);
        long hash = Arrays.hashCode(element) & 0xffffffffL;
        long number = (kind.code << KIND_SHIFT) | (hash << HASH_SHIFT) | index;
        places.set((int) index, new Place(number, element));
        return Long.toUnsignedString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** The element after which to go on, empty for the start. */
    byte[] element(byte[] cursor) {
        String text = new String(cursor, java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] rest = text.startsWith("_") ? Arrays.copyOfRange(cursor, 1, cursor.length) : cursor;
        if (text.equals("0") || rest.length == 0) {
            return new byte[0];
        }
        return config.yes(Option.REDIS_CURSOR_COMPATIBLE) ? remembered(text) : rest;
    }

    private byte[] remembered(String text) {
        try {
            long number = Numbers.unsigned(text);
            Place place = places.get((int) (number & (REMEMBERED - 1)));
            return place != null && place.number() == number ? place.element() : new byte[0];
        } catch (NumberFormatException e) {
            return new byte[0];
        }
    }
}
