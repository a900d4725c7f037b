package dev.lockstep.node.replica;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines and blocks of bytes out of a stream that arrives in pieces. Belongs to one thread. */
abstract class ByteSource {
    private static final int MAX_LINE = 1 << 20;

    private final byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;

    /** Waits for at least one byte and stores it and what comes with it in {@code target}; returns how many. */
    abstract int receive(byte[] target) throws IOException;

    /** The text up to the next CR LF, which is consumed, as Latin-1. */
    final String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < MAX_LINE) {
            int next = readByte();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
        throw new RestartException("the master sent a line of more than " + MAX_LINE + " bytes");
    }

    /** At least one and at most {@code target.length} bytes; returns how many. */
    final int read(byte[] target, int length) throws IOException {
        if (start == end) {
            fill();
        }
        int count = Math.min(length, end - start);
        System.arraycopy(buffer, start, target, 0, count);
        start += count;
        return count;
    }

    /** Exactly {@code length} bytes. */
    final byte[] readExactly(int length) throws IOException {
        byte[] chunk = new byte[Math.min(length, buffer.length)];
        ByteArrayOutputStream all = new ByteArrayOutputStream(chunk.length);
        while (all.size() < length) {
            all.write(chunk, 0, read(chunk, Math.min(chunk.length, length - all.size())));
        }
        return all.toByteArray();
    }

    private int readByte() throws IOException {
        if (start == end) {
            fill();
        }
        return buffer[start++];
    }

    private void fill() throws IOException {
        end = receive(buffer);
        start = 0;
    }
}
