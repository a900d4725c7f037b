package dev.lockstep.net.tcp;

import dev.lockstep.net.TcpOptions;

/** The retransmission time-out of a connection, computed from measured round trips (RFC 6298, with Linux' lower bound). */
final class RoundTrip {
    /** Time-out before the first measurement, ns. */
    static final long INITIAL = 1_000_000_000L;

    private final TcpOptions options;
    private long smoothed = -1;
    private long variation;

    RoundTrip(TcpOptions options) {
        this.options = options;
    }

    /** Takes a measurement, ns. */
    void measured(long nanos) {
        if (smoothed < 0) {
            smoothed = nanos;
            variation = nanos / 2;
        } else {
            variation += (Math.abs(nanos - smoothed) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
    }

    /** The time-out after a number of expiries in a row, ns. */
    long timeout(int expiries) {
        long base = smoothed < 0 ? INITIAL : smoothed + Math.max(options.rtoMinNanos(), 4 * variation);
        boolean overflows = expiries >= Long.numberOfLeadingZeros(base) - 1;
        return overflows ? options.rtoMaxNanos() : Math.min(options.rtoMaxNanos(), base << expiries);
    }
}
