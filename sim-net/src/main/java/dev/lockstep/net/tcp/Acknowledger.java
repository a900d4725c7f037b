package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;

/**
 * When what arrives is acknowledged, as Linux does it (net/ipv4/tcp_input.c): at once for the first sixteen segments, for more
 * than one full segment, after a gap, and when the application has read everything; otherwise, in a dialogue where the
 * application answers soon, the acknowledgement waits 40 ms for an answer to travel with.
 */
final class Acknowledger {
    private static final int QUICK = 16;
    /** What Linux assumes of the other side's segments before it has seen a longer one, bytes. */
    private static final int LEAST_SEGMENT = 536;

    private final Connection connection;
    private final Timer timer;
    private final long delay;
    private int quick = QUICK;
    private int largest = LEAST_SEGMENT;
    private boolean dialogue;
    private boolean owed;
    private long told;
    private long lastArrival = -1;

    Acknowledger(Connection connection) {
        this.connection = connection;
        this.timer = connection.kernel().simulation().timer(this::expired);
        this.delay = connection.kernel().options().algorithms().delayedAckNanos();
    }

    /** A segment with payload or the end of the stream has arrived; {@code inOrder} if it was the one expected next. */
    void arrived(Segment segment, boolean inOrder) {
        long now = connection.now();
        if (lastArrival >= 0 && now - lastArrival > connection.sender().timeout()) {
            quick = QUICK;
        }
        lastArrival = now;
        largest = Math.max(largest, Math.min(segment.length(), connection.out().mss()));
        if (!inOrder) {
            dialogue = false;
            quick = QUICK;
        }
        if (delay == 0 || !inOrder || segment.fin() || isQuick() || unacknowledged() > largest) {
            connection.out().acknowledge();
            return;
        }
        owed = true;
        if (!timer.armed()) {
            timer.arm(connection.kernel().late(delay));
        }
    }

    private boolean isQuick() {
        return (quick > 0 && !dialogue) || connection.settings().quickAck();
    }

    private long unacknowledged() {
        return connection.receiver().next() - told;
    }

    /** The application has read; {@code drained} if nothing is left to read. */
    void read(boolean drained) {
        if (owed && (unacknowledged() > largest || (drained && !dialogue))) {
            connection.out().acknowledge();
        }
    }

    /** The application has written: soon after something has arrived, it is a dialogue. */
    void written() {
        dialogue |= delay > 0 && lastArrival >= 0 && connection.now() - lastArrival < delay;
    }

    /** A segment that acknowledges everything has gone out. */
    void told() {
        if (owed) {
            owed = false;
            timer.cancel();
        }
        quick -= quick > 0 ? 1 : 0;
        told = connection.receiver().next();
    }

    private void expired() {
        dialogue = false;
        connection.out().acknowledge();
    }

    void stop() {
        timer.cancel();
    }
}
