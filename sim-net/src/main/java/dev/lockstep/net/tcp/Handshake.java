package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;
import org.jspecify.annotations.Nullable;

/** The opening of a connection: SYN, SYN-ACK, ACK, repeated after 1, 2, 4, ... s while unanswered. */
final class Handshake {
    private final Connection connection;
    private final RoundTrip roundTrip;
    private final @Nullable Listener listener;
    private final Timer timer;
    private long sentAt;
    private int repeats;
    private boolean taken;

    /** For a connection asked for by the other side there is a listener. */
    Handshake(Connection connection, RoundTrip roundTrip, @Nullable Listener listener) {
        this.connection = connection;
        this.roundTrip = roundTrip;
        this.listener = listener;
        this.timer = connection.kernel().simulation().timer(this::expired);
    }

    /** Sends the SYN or SYN-ACK. */
    void send() {
        sentAt = connection.now();
        int flags = Segment.SYN | (listener == null ? 0 : Segment.ACK);
        connection.out().send(connection.out().segment(flags, connection.initial()));
        timer.arm(connection.kernel().late(RoundTrip.INITIAL << Math.min(repeats, 30)));
    }

    private void expired() {
        int most = listener == null
                ? connection.kernel().options().synRetries()
                : connection.kernel().options().synAckRetries();
        if (repeats < most) {
            repeats++;
            send();
        } else if (listener == null) {
            connection.life().fail(Errno.ETIMEDOUT);
        } else {
            listener.gone(connection);
            connection.vanish();
        }
    }

    /** Handles a segment; true if it has completed the handshake and may carry more. */
    boolean onSegment(Segment segment) {
        return listener == null ? onAnswer(segment) : onConfirmation(segment, listener);
    }

    private boolean onAnswer(Segment segment) {
        if (!segment.ack()) {
            onOtherOpening(segment);
            return false;
        }
        if (segment.acknowledged() != connection.initial() + 1) {
            if (!segment.rst()) {
                connection.out().send(connection.out().segment(Segment.RST, segment.acknowledged()));
            }
            return false;
        }
        if (segment.rst()) {
            connection.life().reset();
        } else if (segment.syn()) {
            complete();
            connection.receiver().start(segment.end());
            connection.sender().start(segment);
            connection.life().established();
            connection.out().acknowledge();
        }
        return false;
    }

    /** Both sides open at the same time, or a socket connects to itself (RFC 9293, 3.5). */
    private void onOtherOpening(Segment segment) {
        if (segment.syn() && !segment.rst()) {
            connection.receiver().start(segment.end());
            connection.out().send(connection.out().segment(Segment.SYN | Segment.ACK, connection.initial()));
        }
    }

    private boolean onConfirmation(Segment segment, Listener from) {
        if (segment.rst()) {
            from.gone(connection);
            connection.vanish();
            return false;
        }
        if (segment.syn()) {
            connection.out().send(connection.out().segment(Segment.SYN | Segment.ACK, connection.initial()));
            return false;
        }
        if (segment.acknowledged() != connection.initial() + 1) {
            connection.out().send(connection.out().segment(Segment.RST, segment.acknowledged()));
            return false;
        }
        if (!from.established(connection)) {
            return false;
        }
        complete();
        connection.life().established();
        return true;
    }

    private void complete() {
        timer.cancel();
        if (repeats == 0) {
            roundTrip.measured(connection.now() - sentAt);
        }
    }

    /** Whether it waits to be accepted, or may still come to that. */
    boolean queued() {
        return listener != null && !taken;
    }

    /** The application has accepted it. */
    void taken() {
        taken = true;
    }

    void stop() {
        timer.cancel();
    }
}
