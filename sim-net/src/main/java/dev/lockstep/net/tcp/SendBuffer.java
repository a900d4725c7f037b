package dev.lockstep.net.tcp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Bytes written and not yet acknowledged, in chunks that segments refer to. Chunks only grow at their end; the more is kept, the
 * larger they are, so that there are few.
 */
final class SendBuffer {
    private static final int LEAST_CHUNK = 512;
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

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(0);
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
                int kept = last == null ? 0 : (int) (end - chunks.getFirst().start);
                last = new Chunk(Math.clamp(Math.max(left, kept), LEAST_CHUNK, MOST_CHUNK), end);
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
        for (Chunk first = chunks.peekFirst(); first != null && first.end() <= upTo; first = chunks.peekFirst()) {
            chunks.removeFirst();
        }
    }

    /** The bytes from a sequence number on, {@code count} at least 1. */
    Slice slice(long from, int count) {
        long stop = from + count;
        Slice found = null;
        for (Iterator<Chunk> last = chunks.descendingIterator(); last.hasNext() && stop <= end; ) {
            Chunk chunk = last.next();
            int begins = (int) Math.max(0, from - chunk.start);
            int ends = (int) Math.min(chunk.used, stop - chunk.start);
            if (begins < ends) {
                found = new Slice(chunk.bytes, begins, ends - begins, found);
            }
            if (found != null && chunk.start <= from) {
                return found;
            }
        }
        throw new IllegalStateException(
                "bytes " + from + " to " + stop + " are not in the buffer, which ends at " + end);
    }

    void clear() {
        chunks.clear();
    }
}
