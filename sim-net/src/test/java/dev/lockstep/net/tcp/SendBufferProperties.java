package dev.lockstep.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What a segment is given is what was written at its place in the stream, however the buffer has cut it into arrays. */
class SendBufferProperties {
    @Property(tries = 200)
    void slicesHoldWhatWasWritten(
            @ForAll @LongRange(min = 0, max = 1L << 33) long start,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 70_000) Integer> writes,
            @ForAll @IntRange(min = 0, max = 1_000) int from,
            @ForAll @IntRange(min = 0, max = 1_000) int released) {
        SendBuffer buffer = new SendBuffer(start);
        long unacknowledged = start;
        for (int count : writes) {
            buffer.append(stream(buffer.end(), count), count);
            long first = unacknowledged + (buffer.end() - 1 - unacknowledged) * from / 1_000;
            for (int length : new int[] {1, (int) ((buffer.end() - first + 1) / 2), (int) (buffer.end() - first)}) {
                check(buffer.slice(first, length), first, length);
            }
            unacknowledged += (buffer.end() - unacknowledged) * released / 1_000;
            buffer.release(unacknowledged);
        }
    }

    /** Each byte of the stream tells its place. */
    private static byte at(long place) {
        return (byte) (place * 31 ^ place >> 8);
    }

    private static ByteBuffer stream(long from, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            bytes.put(at(from + i));
        }
        return bytes.flip();
    }

    private static void check(Slice first, long from, int length) {
        int done = 0;
        for (Slice slice = first; slice != null; slice = slice.next()) {
            for (int i = 0; i < slice.length(); i++) {
                byte found = slice.bytes()[slice.offset() + i];
                if (found != at(from + done)) {
                    fail("byte %d of %d is %d, expected %d", done, length, found, at(from + done));
                }
                done++;
            }
        }
        assertThat(done).isEqualTo(length);
    }
}
