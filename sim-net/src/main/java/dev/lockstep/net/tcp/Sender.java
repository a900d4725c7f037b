package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;

/**
 * The sending half of a connection: flow control by the other side's window with probes when it is zero, retransmission by
 * timer with exponential backoff (RFC 6298) and after three duplicate acknowledgements (RFC 6582). There is no congestion
 * window: what the receiver's window allows is sent.
 */
final class Sender {
    private static final int DUPLICATES = 3;

    private final Connection connection;
    private final RoundTrip roundTrip;
    private final SendBuffer buffer;
    private final Timer timer;
    /** First byte not acknowledged. */
    private long unacknowledged;
    /** Next byte to send; goes back when the timer expires. */
    private long next;
    /** After the last byte ever sent. */
    private long highest;

    private long windowEnd;
    private int window;
    private boolean finishing;
    private int expiries;
    private int unanswered;
    private int duplicates;
    /** Duplicates below this number tell of losses that are already known. */
    private long knownLostUpTo;
    /** Losses below this number are repaired one at each acknowledgement. */
    private long repairUpTo;

    private long measuredEnd = -1;
    private long measuredSince;
    private long retransmitted;
    private long due;

    Sender(Connection connection, RoundTrip roundTrip, long firstByte) {
        this.connection = connection;
        this.roundTrip = roundTrip;
        this.buffer = new SendBuffer(firstByte);
        this.timer = connection.kernel().simulation().timer(this::expired);
        this.unacknowledged = firstByte;
        this.next = firstByte;
        this.highest = firstByte;
    }

    /** The other side has told its first window. */
    void start(int firstWindow) {
        window = firstWindow;
        windowEnd = unacknowledged + firstWindow;
    }

    /** Room for further bytes. */
    int room() {
        return Math.max(0, connection.settings().number(StandardSocketOptions.SO_SNDBUF) - pending());
    }

    /** Whether there is so much room that a waiting writer should go on: a third of the buffer, as on Linux. */
    boolean writable() {
        return room() >= connection.settings().number(StandardSocketOptions.SO_SNDBUF) / 3;
    }

    /** Bytes written and not acknowledged. */
    int pending() {
        return (int) (buffer.end() - Math.min(unacknowledged, buffer.end()));
    }

    /** Bytes sent and not acknowledged. */
    int inFlight() {
        return (int) (highest - unacknowledged);
    }

    /** Takes what there is room for. */
    int write(ByteBuffer source) {
        int count = Math.min(room(), source.remaining());
        if (count > 0) {
            buffer.append(source, count);
            output();
        }
        return count;
    }

    /** After the bytes written so far comes the end of the stream. */
    void finish() {
        finishing = true;
        output();
    }

    /** Whether the other side has acknowledged the end of the stream. */
    boolean finishAcknowledged() {
        return finishing && unacknowledged == buffer.end() + 1;
    }

    /** Handles the acknowledgement in a segment; true if bytes were acknowledged for the first time. */
    boolean acknowledge(Segment segment) {
        long ack = segment.acknowledged();
        if (ack > highest || ack < unacknowledged) {
            return false;
        }
        unanswered = 0;
        boolean news = ack > unacknowledged;
        if (news) {
            advance(ack);
        } else if (isDuplicate(segment)) {
            duplicate();
        }
        if (ack + segment.window() >= windowEnd || news) {
            if (segment.window() > 0 && window == 0 && !news) {
                expiries = 0;
                timer.cancel();
            }
            window = segment.window();
            windowEnd = Math.max(windowEnd, ack + window);
        }
        output();
        return news;
    }

    private void advance(long ack) {
        if (measuredEnd >= 0 && ack >= measuredEnd) {
            roundTrip.measured(connection.now() - measuredSince);
            measuredEnd = -1;
        }
        unacknowledged = ack;
        next = Math.max(next, ack);
        buffer.release(ack);
        expiries = 0;
        duplicates = 0;
        timer.cancel();
        if (ack < repairUpTo) {
            retransmitFirst();
        }
    }

    private boolean isDuplicate(Segment segment) {
        return segment.length() == 0
                && !segment.fin()
                && segment.acknowledged() + segment.window() == windowEnd
                && highest > unacknowledged;
    }

    private void duplicate() {
        if (++duplicates == DUPLICATES && unacknowledged >= knownLostUpTo) {
            knownLostUpTo = highest;
            repairUpTo = highest;
            retransmitFirst();
        }
    }

    /** Sends what may be sent and sees to it that a timer runs if something is outstanding. */
    void output() {
        if (!connection.canSend()) {
            return;
        }
        boolean waitsForTimer = expiries > 0 && next > unacknowledged;
        while (!waitsForTimer && sendNext()) {
            // until the window, the buffer or the silly-window rule ends it
        }
        if (!timer.armed() && (highest > unacknowledged || unsent())) {
            arm();
        }
    }

    private boolean unsent() {
        return next < buffer.end() || (finishing && next == buffer.end());
    }

    private boolean sendNext() {
        long waiting = buffer.end() - next;
        if (waiting <= 0) {
            boolean end = finishing && next == buffer.end();
            if (end) {
                transmit(0);
            }
            return end;
        }
        int largest = connection.segmentBytes();
        int count = (int) Math.min(Math.min(waiting, windowEnd - next), largest);
        boolean silly = count < waiting && count < largest && next > unacknowledged;
        if (count <= 0 || silly) {
            return false;
        }
        transmit(count);
        return true;
    }

    private void transmit(int count) {
        boolean end = finishing && next + count == buffer.end();
        send(next, count, end);
        boolean repeated = next < highest;
        next += count + (end ? 1 : 0);
        if (repeated) {
            measuredEnd = -1;
            retransmitted++;
        } else if (measuredEnd < 0) {
            measuredEnd = next;
            measuredSince = connection.now();
        }
        highest = Math.max(highest, next);
    }

    private void retransmitFirst() {
        int count = (int) Math.min(connection.segmentBytes(), Math.min(buffer.end(), highest) - unacknowledged);
        boolean end = finishing && unacknowledged + count == buffer.end() && highest > buffer.end();
        send(unacknowledged, Math.max(0, count), end);
        measuredEnd = -1;
        retransmitted++;
    }

    private void send(long from, int count, boolean end) {
        Segment segment = connection.segment(Segment.ACK | (end ? Segment.FIN : 0), from);
        if (count > 0) {
            buffer.fill(segment, from, count);
        }
        connection.send(segment);
    }

    /** What still waits in the host's own queue to the link cannot have been lost yet, so the clock starts after it. */
    private void arm() {
        long delay = connection.kernel().late(roundTrip.timeout(expiries)) + connection.queueNanos();
        due = connection.now() + delay;
        timer.arm(delay);
    }

    private void expired() {
        if (unanswered >= connection.retries()) {
            connection.fail(Errno.ETIMEDOUT);
            return;
        }
        unanswered++;
        expiries++;
        if (highest > unacknowledged) {
            next = unacknowledged;
            knownLostUpTo = highest;
            repairUpTo = 0;
            duplicates = 0;
            goBack();
        } else if (unsent() && windowEnd <= next) {
            connection.probe();
        }
        if (connection.canSend()) {
            arm();
        }
    }

    private void goBack() {
        long waiting = Math.min(buffer.end(), highest) - next;
        transmit(Math.clamp(waiting, 0, connection.segmentBytes()));
    }

    void stop() {
        timer.cancel();
        buffer.clear();
    }

    /** The next sequence number for a segment without payload. */
    long highest() {
        return highest;
    }

    long unacknowledged() {
        return unacknowledged;
    }

    /** Whether something is unsent or unacknowledged, so that the timer already watches the other side. */
    boolean busy() {
        return highest > unacknowledged || unsent();
    }

    /** "window N retransmitted N timer in N ns backoff N". */
    String describe() {
        return "window " + Math.max(0, windowEnd - next) + " retransmitted " + retransmitted
                + (timer.armed() ? " timer in " + (due - connection.now()) + " ns" : "")
                + (expiries > 0 ? " backoff " + expiries : "");
    }
}
