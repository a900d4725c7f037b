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
 * messages of its errors are those of Kvrocks. Belongs to one thread.
 */
public final class RespParser {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_ARGUMENTS = 1024 * 1024;
    private static final long MAX_REQUEST = 1L << 30;
    private static final int ARGUMENT_OVERHEAD = 32;

    private final long maxBulk;
    private byte[] buffer = new byte[1024];
    private int start;
    private int end;
    private boolean carriageReturn;
    private long requestBytes;
    private int argumentsLeft;
    private int bulkLength = -1;
    private List<byte[]> arguments = new ArrayList<>();

    /** A parser at the beginning of a connection that takes strings of up to {@code maxBulk} bytes ({@code proto-max-bulk-len}). */
    public RespParser(long maxBulk) {
        this.maxBulk = maxBulk;
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
        while (argumentsLeft == 0) {
            String line = line();
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                continue;
            }
            if (line.charAt(0) != '*') {
                List<byte[]> words = words(line);
                if (!words.isEmpty()) {
                    return words;
                }
                continue;
            }
            if (!carriageReturn) {
                throw new RespProtocolException("Protocol error: invalid multibulk length");
            }
            argumentsLeft = (int) Math.max(0, number(line, MAX_ARGUMENTS, Long.MIN_VALUE, "multibulk"));
        }
        return readArguments();
    }

    /** How many bytes have been fed but not yet made into a request. */
    public int buffered() {
        return end - start;
    }

    private @Nullable List<byte[]> readArguments() throws RespProtocolException {
        while (argumentsLeft > 0) {
            if (bulkLength < 0 && !readBulkHeader()) {
                return null;
            }
            if (end - start < bulkLength + 2) {
                return null;
            }
            requestBytes += bulkLength + ARGUMENT_OVERHEAD;
            if (requestBytes > MAX_REQUEST) {
                throw new RespProtocolException("Protocol error: too big request");
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
        String line = line();
        if (line == null) {
            return false;
        }
        if (line.isEmpty() || line.charAt(0) != '$') {
            throw new RespProtocolException("Protocol error: expected '$'");
        }
        bulkLength = (int) number(line, Math.min(maxBulk, Integer.MAX_VALUE - 16), 0, "bulk");
        return true;
    }

    private static long number(String line, long max, long min, String what) throws RespProtocolException {
        try {
            long value = Long.parseLong(line, 1, line.length(), 10);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new RespProtocolException("Protocol error: invalid " + what + " length");
        }
        throw new RespProtocolException("Protocol error: invalid " + what + " length");
    }

    private static List<byte[]> words(String line) {
        List<byte[]> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(line, " \t");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken().getBytes(StandardCharsets.ISO_8859_1));
        }
        return words;
    }

    private @Nullable String line() throws RespProtocolException {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                carriageReturn = i > start && buffer[i - 1] == '\r';
                int stop = carriageReturn ? i - 1 : i;
                String line = new String(buffer, start, stop - start, StandardCharsets.ISO_8859_1);
                start = i + 1;
                return line;
            }
        }
        if (end - start > MAX_LINE) {
            throw new RespProtocolException("Protocol error: too big inline request");
        }
        return null;
    }

    private void makeRoom(int length) {
        int used = end - start;
        byte[] target = used + length <= buffer.length ? buffer : new byte[Math.max(buffer.length * 2, used + length)];
        System.arraycopy(buffer, start, target, 0, used);
        buffer = target;
        start = 0;
        end = used;
    }
}
