package dev.lockstep.net.tcp;

import dev.lockstep.net.TcpOptions;

/**
 * The congestion window of a connection: slow start and congestion avoidance (RFC 5681) from ten segments (RFC 6928), halved
 * when duplicate acknowledgements tell of a loss, one segment after a time-out, halved for each time-out's length of idleness
 * (Linux' tcp_slow_start_after_idle). Without effect where {@link dev.lockstep.net.TcpAlgorithms} has it off.
 */
final class Congestion {
    private static final int INITIAL_SEGMENTS = 10;
    private static final int LEAST_SEGMENTS = 2;

    private final boolean on;
    private long window = -1;
    private long threshold = Long.MAX_VALUE;
    private long lastSent;

    Congestion(TcpOptions options) {
        this.on = options.algorithms().congestionWindow();
    }

    /** How much may be under way, bytes. */
    long allowance(int mss) {
        if (!on) {
            return Long.MAX_VALUE;
        }
        if (window < 0) {
            window = (long) INITIAL_SEGMENTS * mss;
        }
        return window;
    }

    /** Something is sent while nothing is under way. */
    void restarted(long now, long timeout, int mss) {
        long initial = (long) INITIAL_SEGMENTS * mss;
        for (long idle = now - lastSent - timeout; idle > 0 && window > initial; idle -= timeout) {
            window = Math.max(initial, window / 2);
        }
    }

    /** Something is sent. */
    void sent(long now) {
        lastSent = now;
    }

    /** Bytes were acknowledged of so many that were under way; a window that was not used does not grow. */
    void acknowledged(long bytes, long underWay, int mss) {
        if (!on || window < 0) {
            return;
        }
        if (window < threshold) {
            window += 2 * underWay >= window ? bytes : 0;
        } else if (underWay + mss > window) {
            window += Math.max(1, mss * Math.min(bytes, window) / window);
        }
    }

    /** Duplicate acknowledgements tell of a loss. */
    void lost(long underWay, int mss) {
        threshold = Math.max(underWay / 2, (long) LEAST_SEGMENTS * mss);
        window = window < 0 ? window : threshold;
    }

    /** The retransmission timer has expired; the first time in a row sets the threshold. */
    void timedOut(long underWay, int mss, boolean first) {
        if (first) {
            threshold = Math.max(underWay / 2, (long) LEAST_SEGMENTS * mss);
        }
        window = window < 0 ? window : mss;
    }

    /** " cwnd N", or nothing while it is off. */
    String describe() {
        return !on || window < 0 ? "" : " cwnd " + window;
    }
}
