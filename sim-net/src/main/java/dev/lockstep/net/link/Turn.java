package dev.lockstep.net.link;

import dev.lockstep.net.LinkOptions;

/** The queue in front of a wire: when a frame has been sent in full, given the bandwidth and all that was sent before. */
final class Turn {
    private static final long SECOND = 1_000_000_000L;

    private long busyUntil;

    /** When a frame that is queued now has left, virtual ns, or -1 if the queue is full. */
    long take(long now, long wireBytes, LinkOptions options) {
        long begins = Math.max(now, busyUntil);
        long rate = options.bytesPerSecond();
        if (rate == 0) {
            return begins;
        }
        long queued = multiply(begins - now, rate, SECOND);
        if (queued + wireBytes > options.queueBytes()) {
            return -1;
        }
        busyUntil = begins + multiply(wireBytes, SECOND, rate);
        return busyUntil;
    }

    /** How long a frame would wait for its turn, ns. */
    long waitNanos(long now) {
        return Math.max(0, busyUntil - now);
    }

    private static long multiply(long a, long b, long divisor) {
        long high = Math.multiplyHigh(a, b);
        return high == 0 && a * b >= 0 ? a * b / divisor : (long) ((double) a * b / divisor);
    }
}
