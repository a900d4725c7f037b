package dev.lockstep.node.resp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of replies. Texts are sent as Latin-1, one byte a character, so that bytes survive as they are. Belongs to one thread. */
public final class RespWriter {
    private final Buffer bytes = new Buffer();

    /** A simple string. */
    public void simple(String text) {
        raw("+" + text + "\r\n");
    }

    /** An error; {@code text} includes its code word, for example {@code ERR syntax error}. */
    public void error(String text) {
        raw("-" + text + "\r\n");
    }

    /** An integer. */
    public void integer(long value) {
        raw(":" + value + "\r\n");
    }

    /** A bulk string. */
    public void bulk(byte[] value) {
        raw("$" + value.length + "\r\n");
        bytes.writeBytes(value);
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

    /** The head of an array; {@code size} replies must follow. */
    public void array(int size) {
        raw("*" + size + "\r\n");
    }

    /** The null array. */
    public void nilArray() {
        raw("*-1\r\n");
    }

    /** Bytes as they are, for the replication commands that answer outside RESP. */
    public void raw(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes as they are. */
    public void raw(byte[] encoded) {
        bytes.writeBytes(encoded);
    }

    /** How many bytes have been collected. */
    public int size() {
        return bytes.size();
    }

    /** The text from byte {@code offset} to the first line end after it, at most 200 characters. */
    public String headFrom(int offset) {
        return bytes.line(offset, 200);
    }

    /** All bytes collected; the writer is empty afterwards. */
    public byte[] take() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        return all;
    }

    private static final class Buffer extends ByteArrayOutputStream {
        String line(int offset, int limit) {
            int stop = offset;
            while (stop < count && stop - offset < limit && buf[stop] != '\r') {
                stop++;
            }
            return new String(buf, offset, stop - offset, StandardCharsets.ISO_8859_1);
        }
    }
}
