package dev.lockstep.net.tcp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Bytes written and not yet acknowledged, in chunks that segments refer to. Chunks only grow at their end. */
final class SendBuffer {
    private static final int LEAST_CHUNK = 2_048;
    private static final int MOST_CHUNK = 65_536;

    private static final class Chunk {
        private final byte[] bytes;
        private final long start;
        private int used;

        Chunk(int capacity, long start) {
            this.bytes = new byte[capacity];
            this.start = start;
        }

        long end() {
            return start + used;
        }
    }

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(4);
    private long end;

    /** Empty, with the sequence number of the first byte to come. */
    SendBuffer(long start) {
        this.end = start;
    }

    /** The sequence number after the last byte. */
    long end() {
        return end;
    }

    /** Copies {@code count} bytes in. */
    void append(ByteBuffer source, int count) {
        int left = count;
        while (left > 0) {
            Chunk last = chunks.peekLast();
            if (last == null || last.used == last.bytes.length) {
                last = new Chunk(Math.clamp(left, LEAST_CHUNK, MOST_CHUNK), end);
                chunks.addLast(last);
            }
            int part = Math.min(left, last.bytes.length - last.used);
            source.get(last.bytes, last.used, part);
            last.used += part;
            end += part;
            left -= part;
        }
    }

    /** Drops what lies before a sequence number. */
    void release(long upTo) {
        Chunk first = chunks.peekFirst();
        while (first != null && first.end() <= upTo && first.used == first.bytes.length) {
            chunks.removeFirst();
            first = chunks.peekFirst();
        }
        if (first != null && first.end() <= upTo) {
            chunks.removeFirst();
        }
    }

    /** Puts a range into a segment, without copying if it lies in one chunk. */
    void fill(Segment segment, long from, int count) {
        byte[] joined = null;
        int done = 0;
        for (Chunk chunk : chunks) {
            if (chunk.end() <= from + done) {
                continue;
            }
            int offset = (int) (from + done - chunk.start);
            int part = Math.min(count - done, chunk.used - offset);
            if (joined == null && part == count) {
                segment.payload(chunk.bytes, offset, count);
                return;
            }
            joined = joined == null ? new byte[count] : joined;
            System.arraycopy(chunk.bytes, offset, joined, done, part);
            done += part;
            if (done == count) {
                segment.payload(joined, 0, count);
                return;
            }
        }
        throw new IllegalStateException(
                "bytes " + from + " to " + (from + count) + " are not in the buffer, which ends at " + end);
    }

    void clear() {
        chunks.clear();
    }
}
