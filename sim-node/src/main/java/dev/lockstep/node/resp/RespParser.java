package dev.lockstep.node.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into requests, however they are cut. Understands arrays of bulk strings and inline commands; the
 * messages of its errors are those of Kvrocks. Holds no more memory than a small multiple of what has come, and never more than that of
 * the limits, whatever lengths are announced. Belongs to one thread.
 */
public final class RespParser {
    private static final int FIRST_SIZE = 1024;
    private static final int KEPT_SIZE = 64 << 10;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_ARGUMENTS = 1024 * 1024;
    private static final int ARGUMENT_OVERHEAD = 32;

    private final long maxBulk;
    private final long maxRequest;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int start;
    private int end;
    private long requestBytes;
    private int argumentsLeft;
    private int bulkLength = -1;
    private List<byte[]> arguments = new ArrayList<>();

    /**
     * A parser at the beginning of a connection.
     *
     * @param maxBulk the longest string it takes, bytes ({@code proto-max-bulk-len})
     * @param maxRequest the longest request it takes, bytes, with 32 more for each word ({@code client-query-buffer-limit})
     */
    public RespParser(long maxBulk, long maxRequest) {
        this.maxBulk = Math.min(maxBulk, Integer.MAX_VALUE - 16);
        this.maxRequest = maxRequest;
    }

    /** Takes over all remaining bytes of {@code bytes}. */
    public void feed(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (buffer.length - end < length) {
            makeRoom(length);
        }
        bytes.get(buffer, end, length);
        end += length;
    }

    /**
     * The next complete request, or null if more bytes are needed.
     *
     * @throws RespProtocolException if the bytes are no request; the parser must not be used any more
     */
    public @Nullable List<byte[]> next() throws RespProtocolException {
        List<byte[]> request = parse();
        if (request == null && start == end) {
            forgetBuffer();
        }
        return request;
    }

    /** How many bytes have been fed but not yet made into a request. */
    public int buffered() {
        return end - start;
    }

    /** How many bytes of memory the buffer takes. */
    int held() {
        return buffer.length;
    }

    private @Nullable List<byte[]> parse() throws RespProtocolException {
        while (argumentsLeft == 0) {
            int lineFeed = lineFeed();
            if (lineFeed < 0) {
                return null;
            }
            if (buffer[start] == '*') {
                readArrayHeader(lineFeed);
            } else {
                List<byte[]> words = words(lineFeed);
                start = lineFeed + 1;
                if (!words.isEmpty()) {
                    return words;
                }
            }
        }
        return readArguments();
    }

    private void readArrayHeader(int lineFeed) throws RespProtocolException {
        int stop = endOfText(lineFeed);
        if (stop == lineFeed) {
            throw new RespProtocolException("Protocol error: invalid multibulk length");
        }
        argumentsLeft = (int) Math.max(0, number(stop, Long.MIN_VALUE, MAX_ARGUMENTS, "multibulk"));
        start = lineFeed + 1;
    }

    private @Nullable List<byte[]> readArguments() throws RespProtocolException {
        while (argumentsLeft > 0) {
            if (bulkLength < 0 && !readBulkHeader()) {
                return null;
            }
            if (end - start < bulkLength + 2) {
                return null;
            }
            arguments.add(Arrays.copyOfRange(buffer, start, start + bulkLength));
            start += bulkLength + 2;
            bulkLength = -1;
            argumentsLeft--;
        }
        List<byte[]> request = arguments;
        requestBytes = 0;
        arguments = new ArrayList<>();
        return request;
    }

    private boolean readBulkHeader() throws RespProtocolException {
        int lineFeed = lineFeed();
        if (lineFeed < 0) {
            return false;
        }
        if (buffer[start] != '$') {
            throw new RespProtocolException("Protocol error: expected '$'");
        }
        int length = (int) number(endOfText(lineFeed), 0, maxBulk, "bulk");
        requestBytes += length + ARGUMENT_OVERHEAD;
        if (requestBytes > maxRequest) {
            throw new RespProtocolException("Protocol error: too big request");
        }
        start = lineFeed + 1;
        bulkLength = length;
        return true;
    }

    /** The number from the byte behind {@code start} to the one before {@code stop}. */
    private long number(int stop, long min, long max, String what) throws RespProtocolException {
        int at = start + 1;
        boolean negative = at < stop && buffer[at] == '-';
        if (negative || (at < stop && buffer[at] == '+')) {
            at++;
        }
        boolean valid = at < stop;
        long size = 0;
        for (; at < stop && valid; at++) {
            int digit = buffer[at] - '0';
            valid = digit >= 0 && digit <= 9 && size <= (Long.MAX_VALUE - digit) / 10;
            size = size * 10 + digit;
        }
        long value = negative ? -size : size;
        if (!valid || value < min || value > max) {
            throw new RespProtocolException("Protocol error: invalid " + what + " length");
        }
        return value;
    }

    private List<byte[]> words(int lineFeed) {
        String line = new String(buffer, start, endOfText(lineFeed) - start, StandardCharsets.ISO_8859_1);
        List<byte[]> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(line, " \t");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken().getBytes(StandardCharsets.ISO_8859_1));
        }
        return words;
    }

    /** Where the line that begins at {@code start} has its line feed, or -1 if it has not come yet. */
    private int lineFeed() throws RespProtocolException {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        if (end - start > MAX_LINE) {
            throw new RespProtocolException("Protocol error: too big inline request");
        }
        return -1;
    }

    private int endOfText(int lineFeed) {
        return lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }

    /** Grows by doubling, but not beyond the end of a string whose length is known. */
    private void makeRoom(int length) {
        int used = end - start;
        int needed = Math.addExact(used, length);
        long wanted = Math.max(needed, 2L * buffer.length);
        long known = bulkLength < 0 ? wanted : Math.max(needed, bulkLength + 2L);
        byte[] target = needed <= buffer.length ? buffer : new byte[(int) Math.min(wanted, known)];
        System.arraycopy(buffer, start, target, 0, used);
        buffer = target;
        start = 0;
        end = used;
    }

    private void forgetBuffer() {
        start = 0;
        end = 0;
        if (buffer.length > KEPT_SIZE) {
            buffer = new byte[FIRST_SIZE];
        }
    }
}
