package dev.lockstep.net.tcp;

import java.nio.ByteBuffer;

/**
 * The sending half of a connection: the other side's window with probes when it is zero, the congestion window, Nagle's
 * algorithm, retransmission by timer and by duplicate acknowledgements.
 */
final class Sender {
    private final Connection connection;
    private final RoundTrip roundTrip;
    private final SendBuffer buffer;
    private final SendWindow window;
    private final Congestion congestion;
    private final LossDetector losses = new LossDetector();
    private final RetryTimer retry;
    /** First byte not acknowledged. */
    private long unacknowledged;
    /** Next byte to send; goes back when the timer expires. */
    private long next;
    /** After the last byte ever sent. */
    private long highest;
    /** After the last packet sent that was smaller than an MSS. */
    private long smallEnd;

    private boolean finishing;
    private boolean more;
    private long measuredEnd = -1;
    private long measuredSince;
    private long retransmitted;

    Sender(Connection connection, RoundTrip roundTrip, long firstByte) {
        this.connection = connection;
        this.roundTrip = roundTrip;
        this.buffer = new SendBuffer(firstByte);
        this.window = new SendWindow();
        this.congestion = new Congestion(connection.kernel().options());
        this.retry = new RetryTimer(connection, roundTrip, this::expired);
        this.unacknowledged = firstByte;
        this.next = firstByte;
        this.highest = firstByte;
    }

    /** The other side has told its first window. */
    void start(Segment syn) {
        window.start(unacknowledged, syn);
    }

    /** Room for further bytes. */
    int room() {
        return Math.max(0, connection.settings().sendBytes() - pending());
    }

    /** Whether there is so much room that a waiting writer should go on: a third of the buffer, as on Linux. */
    boolean writable() {
        return room() >= connection.settings().sendBytes() / 3;
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
            connection.acknowledger().written();
            output();
        }
        return count;
    }

    /** Whether the application is about to write more, so that what does not fill a segment waits (MSG_MORE). */
    void more(boolean follows) {
        more = follows;
        if (!follows) {
            output();
        }
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
        retry.answered();
        boolean news = ack > unacknowledged;
        if (news) {
            advance(ack);
        } else if (window.repeatedBy(segment) && highest > unacknowledged) {
            if (losses.duplicate(unacknowledged, highest)) {
                congestion.lost(inFlight(), mss());
                retransmitFirst();
            }
        }
        if (window.update(segment, news)) {
            retry.progressed();
        }
        output();
        return news;
    }

    private void advance(long ack) {
        if (measuredEnd >= 0 && ack >= measuredEnd) {
            roundTrip.measured(connection.now() - measuredSince);
            measuredEnd = -1;
        }
        boolean repairs = losses.advanced(ack);
        if (!repairs) {
            congestion.acknowledged(ack - unacknowledged, inFlight(), mss());
        }
        unacknowledged = ack;
        next = Math.max(next, ack);
        buffer.release(ack);
        retry.progressed();
        if (repairs) {
            retransmitFirst();
        }
    }

    /** Sends what may be sent and sees to it that a timer runs if something is outstanding. */
    void output() {
        if (!connection.life().state().sends()) {
            return;
        }
        boolean waitsForTimer = retry.backingOff() && next > unacknowledged;
        while (!waitsForTimer && sendNext()) {
            // until a window, the buffer or a rule against small packets ends it
        }
        if (busy()) {
            retry.start();
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
        int count = sendable(waiting);
        if (count <= 0) {
            return false;
        }
        transmit(count);
        return true;
    }

    /** How much of what waits may go now, bytes; 0 or less for nothing. */
    private int sendable(long waiting) {
        int mss = mss();
        if (next == unacknowledged) {
            congestion.restarted(connection.now(), retry.timeout(), mss);
        }
        int largest = largest(mss);
        long byWindow = window.end() - next;
        long byCongestion = congestion.allowance(mss) - (next - unacknowledged);
        int count = (int) Math.min(Math.min(waiting, largest), Math.min(byWindow, byCongestion));
        if (count < waiting && count < largest && next > unacknowledged) {
            // The rest of a window waits until it is worth a segment; of the congestion window each full packet goes.
            return byCongestion < byWindow ? count / mss * mss : 0;
        }
        int small = count % mss;
        return count == waiting && small > 0 && (more || nagleHolds()) ? count - small : count;
    }

    /** Two segments fill the congestion window at least, so that acknowledgements keep the stream going. */
    private int largest(int mss) {
        int most = connection.out().segmentBytes(mss);
        long half = congestion.allowance(mss) / 2;
        return half >= most ? most : (int) Math.min(most, Math.max(mss, half / mss * mss));
    }

    private boolean nagleHolds() {
        return smallEnd > unacknowledged
                && !finishing
                && connection.kernel().options().algorithms().nagle()
                && !connection.settings().noDelay();
    }

    private int mss() {
        return connection.out().mss();
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
        int count = (int) Math.min(largest(mss()), Math.min(buffer.end(), highest) - unacknowledged);
        boolean end = finishing && unacknowledged + count == buffer.end() && highest > buffer.end();
        send(unacknowledged, Math.max(0, count), end);
        measuredEnd = -1;
        retransmitted++;
    }

    private void send(long from, int count, boolean end) {
        Segment segment = connection.out().segment(Segment.ACK | (end ? Segment.FIN : 0), from);
        if (count > 0) {
            segment.payload(buffer.slice(from, count), count);
            if (count % mss() != 0) {
                smallEnd = Math.max(smallEnd, from + count);
            }
        }
        congestion.sent(connection.now());
        connection.out().send(segment);
    }

    private void expired() {
        boolean outstanding = highest > unacknowledged;
        if (!retry.retry(outstanding)) {
            connection.life().fail(Errno.ETIMEDOUT);
            return;
        }
        if (outstanding) {
            congestion.timedOut(inFlight(), mss(), retry.first());
            losses.timedOut(highest);
            next = unacknowledged;
            long waiting = Math.min(buffer.end(), highest) - next;
            transmit(Math.clamp(waiting, 0, largest(mss())));
        } else if (unsent() && window.end() <= next) {
            connection.out().probe();
        }
        if (connection.life().state().sends()) {
            retry.restart();
        }
    }

    void stop() {
        retry.stop();
        buffer.clear();
    }

    /** The next sequence number for a segment without payload. */
    long highest() {
        return highest;
    }

    long unacknowledged() {
        return unacknowledged;
    }

    /** The retransmission time-out without back-off, ns. */
    long timeout() {
        return retry.timeout();
    }

    /** Whether something is unsent or unacknowledged, so that the timer already watches the other side. */
    boolean busy() {
        return highest > unacknowledged || unsent();
    }

    /** "window N cwnd N retransmitted N timer in N ns backoff N". */
    String describe() {
        return "window " + Math.max(0, window.end() - next) + congestion.describe() + " retransmitted " + retransmitted
                + retry.describe();
    }
}
