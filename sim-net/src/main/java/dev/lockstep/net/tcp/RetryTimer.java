package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;

/**
 * The timer of a sender: repeats what is not acknowledged, or probes a window of zero, with exponential back-off (RFC 6298), and
 * says when to give up as Linux does: data after the time its retries would take at the shortest time-out
 * (retransmits_timed_out), probes after so many without an answer.
 */
final class RetryTimer {
    private final Connection connection;
    private final RoundTrip roundTrip;
    private final Timer timer;
    private int expiries;
    private int unanswered;
    /** When the other side was last known to answer and something was outstanding, ns; -1 if nothing is. */
    private long waitingSince = -1;

    private long due;

    RetryTimer(Connection connection, RoundTrip roundTrip, Runnable expired) {
        this.connection = connection;
        this.roundTrip = roundTrip;
        this.timer = connection.kernel().simulation().timer(expired);
    }

    /** Starts it unless it runs. */
    void start() {
        if (!timer.armed()) {
            restart();
        }
    }

    /** What still waits in the host's own queue to the link cannot have been lost yet, so the clock starts after it. */
    void restart() {
        long queued = connection.out().queueNanos();
        long delay = connection.kernel().late(roundTrip.timeout(expiries)) + queued;
        due = connection.now() + delay;
        if (waitingSince < 0) {
            waitingSince = connection.now() + queued;
        }
        timer.arm(delay);
    }

    /** The other side has answered anything at all. */
    void answered() {
        unanswered = 0;
        waitingSince = timer.armed() ? connection.now() : -1;
    }

    /** The other side has acknowledged or taken something new: no back-off any more. */
    void progressed() {
        expiries = 0;
        waitingSince = -1;
        timer.cancel();
    }

    /** It has expired: false if the connection is to be given up. */
    boolean retry(boolean outstanding) {
        int retries = connection.retries();
        long silent = connection.now() - waitingSince;
        boolean over = outstanding
                ? unanswered > 0 && silent >= connection.kernel().options().givenUpAfterNanos(retries)
                : unanswered >= retries;
        unanswered++;
        expiries++;
        return !over;
    }

    /** Whether it is the first expiry in a row, asked after {@link #retry}. */
    boolean first() {
        return expiries == 1;
    }

    boolean backingOff() {
        return expiries > 0;
    }

    /** The time-out without back-off, ns. */
    long timeout() {
        return roundTrip.timeout(0);
    }

    void stop() {
        timer.cancel();
    }

    /** " timer in N ns backoff N", as far as there is something to tell. */
    String describe() {
        return (timer.armed() ? " timer in " + (due - connection.now()) + " ns" : "")
                + (expiries > 0 ? " backoff " + expiries : "");
    }
}
