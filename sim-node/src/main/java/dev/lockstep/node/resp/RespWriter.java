package dev.lockstep.node.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of replies, up to a limit. Texts are sent as Latin-1, one byte a character, so that bytes survive as they are. Belongs
 * to one thread.
 */
public final class RespWriter {
    private static final int FIRST_SIZE = 512;
    private static final int KEPT_SIZE = 64 << 10;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final int limit;
    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;
    private boolean overflown;

    /** A writer for as much as an array can hold. */
    public RespWriter() {
        this(LARGEST);
    }

    /** A writer for up to {@code limit} bytes at a time. */
    public RespWriter(int limit) {
        this.limit = limit;
    }

    /** A simple string. */
    public void simple(String text) {
        line('+', text);
    }

    /** An error; {@code text} includes its code word, for example {@code ERR syntax error}. */
    public void error(String text) {
        line('-', text);
    }

    /** An integer. */
    public void integer(long value) {
        line(':', Long.toString(value));
    }

    /** A bulk string. */
    public void bulk(byte[] value) {
        line('$', Integer.toString(value.length));
        raw(value);
        raw("\r\n");
    }

    /** A bulk string of a text. */
    public void bulk(String value) {
        bulk(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A bulk string, or the null one. */
    public void bulkOrNil(byte @Nullable [] value) {
        if (value == null) {
            nil();
        } else {
            bulk(value);
        }
    }

    /** An array of bulk strings. */
    public void bulks(Collection<byte[]> values) {
        array(values.size());
        values.forEach(this::bulk);
    }

    /** The null bulk string. */
    public void nil() {
        raw("$-1\r\n");
    }

    /** The head of an array; {@code length} replies must follow. */
    public void array(int length) {
        line('*', Integer.toString(length));
    }

    /** The null array. */
    public void nilArray() {
        raw("*-1\r\n");
    }

    private void line(char kind, String text) {
        if (hasRoom(text.length() + 3L)) {
            bytes[size++] = (byte) kind;
            append(text);
            bytes[size++] = '\r';
            bytes[size++] = '\n';
        }
    }

    /** Bytes as they are, for the replication commands that answer outside RESP. */
    public void raw(String text) {
        if (hasRoom(text.length())) {
            append(text);
        }
    }

    /** Bytes as they are. */
    public void raw(byte[] encoded) {
        if (hasRoom(encoded.length)) {
            System.arraycopy(encoded, 0, bytes, size, encoded.length);
            size += encoded.length;
        }
    }

    /** How many bytes have been collected. */
    public int size() {
        return size;
    }

    /** Forgets all but the first {@code length} bytes. */
    public void cut(int length) {
        size = length;
    }

    /** Whether something did not fit. What has been collected is then worth nothing. */
    public boolean overflown() {
        return overflown;
    }

    /** The text from byte {@code offset} to the first line end after it, at most 200 characters. */
    public String headFrom(int offset) {
        int stop = offset;
        while (stop < size && stop - offset < 200 && bytes[stop] != '\r') {
            stop++;
        }
        return new String(bytes, offset, stop - offset, StandardCharsets.ISO_8859_1);
    }

    /** All bytes collected; the writer is empty afterwards. */
    public byte[] take() {
        byte[] all = Arrays.copyOf(bytes, size);
        size = 0;
        if (bytes.length > KEPT_SIZE) {
            bytes = new byte[FIRST_SIZE];
        }
        return all;
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            bytes[size++] = (byte) (next <= 0xff ? next : '?');
        }
    }

    private boolean hasRoom(long length) {
        overflown |= length > limit - size;
        if (!overflown && length > bytes.length - size) {
            long wanted = Math.max(size + length, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, limit));
        }
        return !overflown;
    }
}
