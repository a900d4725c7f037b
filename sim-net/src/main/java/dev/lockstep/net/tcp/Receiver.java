package dev.lockstep.net.tcp;

import dev.lockstep.net.TcpOptions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receiving half of a connection: bytes in order that wait to be read, and segments that came too early. */
final class Receiver {
    private final SocketSettings settings;
    private final ArrayDeque<Slice> readable = new ArrayDeque<>(0);
    private final List<Segment> early = new ArrayList<>(0);
    private int consumedOfFirst;
    private int buffered;
    private long next;
    private long advertised;
    private long delivered;
    private boolean finished;

    Receiver(SocketSettings settings) {
        this.settings = settings;
    }

    /** The other side's first sequence number is known. */
    void start(long firstSequence) {
        next = firstSequence;
        advertised = next + free();
    }

    private int capacity() {
        return settings.receiveBytes();
    }

    /** Room for further bytes; a useless little counts as none, so that senders do not dribble (RFC 9293, 3.8.6.2.2). */
    private int free() {
        int room = capacity() - buffered;
        return room < Math.min(TcpOptions.MSS, capacity() / 2) ? 0 : room;
    }

    /** The window to be told to the sender; what was once offered is never taken back. */
    int window() {
        advertised = Math.max(advertised, next + free());
        return (int) (advertised - next);
    }

    /** Whether so much was read since the sender was last told that it should know. */
    boolean windowWorthTelling() {
        long told = advertised - next;
        long now = free();
        return 2 * told <= capacity() && now >= 2 * told && now > told;
    }

    /** Takes what is new in a segment; true if bytes became readable or the stream has ended. */
    boolean accept(Segment segment) {
        if (segment.end() <= next || segment.sequence() >= Math.max(advertised, next + 1)) {
            return false;
        }
        if (segment.sequence() > next) {
            keepForLater(segment);
            return false;
        }
        take(segment);
        while (!early.isEmpty() && early.getFirst().sequence() <= next) {
            take(early.removeFirst());
        }
        return true;
    }

    private void keepForLater(Segment segment) {
        int place = 0;
        while (place < early.size() && early.get(place).sequence() < segment.sequence()) {
            place++;
        }
        boolean known = place < early.size() && early.get(place).sequence() == segment.sequence();
        if (known && early.get(place).end() >= segment.end()) {
            return;
        }
        if (known) {
            early.set(place, segment);
        } else {
            early.add(place, segment);
        }
    }

    private void take(Segment segment) {
        int skip = (int) (next - segment.sequence());
        long room = Math.max(0, advertised - next);
        int count = (int) Math.min(Math.max(0, segment.length() - skip), room);
        if (count > 0) {
            add(segment.payload(), skip, count);
            buffered += count;
            next += count;
        }
        if (segment.fin() && !finished && next == segment.end() - 1) {
            finished = true;
            next++;
        }
    }

    private void add(@Nullable Slice payload, int skip, int count) {
        int before = skip;
        int left = count;
        for (Slice slice = payload; slice != null && left > 0; slice = slice.next()) {
            if (before < slice.length()) {
                Slice part = slice.part(before, left);
                readable.add(part);
                left -= part.length();
            }
            before = Math.max(0, before - slice.length());
        }
    }

    /** Moves bytes to the application; 0 if there are none. */
    int read(ByteBuffer target) {
        int total = 0;
        while (target.hasRemaining() && !readable.isEmpty()) {
            Slice first = readable.element();
            int count = Math.min(target.remaining(), first.length() - consumedOfFirst);
            target.put(first.bytes(), first.offset() + consumedOfFirst, count);
            consumedOfFirst += count;
            total += count;
            if (consumedOfFirst == first.length()) {
                readable.remove();
                consumedOfFirst = 0;
            }
        }
        buffered -= total;
        delivered += total;
        return total;
    }

    /** Bytes that can be read at once. */
    int available() {
        return buffered;
    }

    /** Whether segments wait for one that is missing. */
    boolean hasGap() {
        return !early.isEmpty();
    }

    /** The next sequence number expected. */
    long next() {
        return next;
    }

    /** Whether a sequence number lies in what the sender may use. */
    boolean inWindow(long sequence) {
        return sequence >= next && sequence <= Math.max(advertised, next);
    }

    /** Whether the other side has ended its stream, and all of it has arrived. */
    boolean finished() {
        return finished;
    }

    /** Bytes the application has read so far. */
    long delivered() {
        return delivered;
    }

    void clear() {
        readable.clear();
        early.clear();
        buffered = 0;
    }
}
