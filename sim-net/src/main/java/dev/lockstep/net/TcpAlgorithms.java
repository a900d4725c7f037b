package dev.lockstep.net;

/**
 * What TCP does beyond the bare protocol, each to be switched off by itself. The defaults are Linux'.
 *
 * @param congestionWindow slow start from ten segments and a window that losses halve (RFC 5681, 6582, 6928); without it the
 *     other side's window alone bounds what is under way; default true
 * @param nagle on sockets without TCP_NODELAY a small packet waits while an earlier small one is not acknowledged (RFC 896 with
 *     Minshall's change, as Linux has it); default true
 * @param delayedAckNanos how long an acknowledgement may wait for data to travel with, ns, 0 to 500 ms, 0 acknowledges every
 *     packet at once; default 40 ms (TCP_DELACK_MIN)
 * @param offload whether packets of one connection travel together as one, as with TSO and GRO, where the link has no
 *     {@link Impairments}; without it every packet carries one MSS at most, so that readers see more and smaller parts; default
 *     true
 */
public record TcpAlgorithms(boolean congestionWindow, boolean nagle, long delayedAckNanos, boolean offload) {
    /** As Linux does it. */
    public static final TcpAlgorithms LINUX = new TcpAlgorithms(true, true, 40_000_000, true);

    /** All off: what is written is sent at once, what arrives is acknowledged at once. */
    public static final TcpAlgorithms PLAIN = new TcpAlgorithms(false, false, 0, true);

    /** Checks the bounds. */
    public TcpAlgorithms {
        if (delayedAckNanos < 0 || delayedAckNanos > 500_000_000) {
            throw new IllegalArgumentException("delayedAckNanos is " + delayedAckNanos + ", expected 0 to 500,000,000");
        }
    }

    /** The same with or without a congestion window. */
    public TcpAlgorithms congestionWindow(boolean on) {
        return new TcpAlgorithms(on, nagle, delayedAckNanos, offload);
    }

    /** The same with or without Nagle's algorithm. */
    public TcpAlgorithms nagle(boolean on) {
        return new TcpAlgorithms(congestionWindow, on, delayedAckNanos, offload);
    }

    /** The same with another delay of acknowledgements (ns, 0 off). */
    public TcpAlgorithms delayedAck(long nanos) {
        return new TcpAlgorithms(congestionWindow, nagle, nanos, offload);
    }

    /** The same with or without segmentation offload. */
    public TcpAlgorithms offload(boolean on) {
        return new TcpAlgorithms(congestionWindow, nagle, delayedAckNanos, on);
    }
}
