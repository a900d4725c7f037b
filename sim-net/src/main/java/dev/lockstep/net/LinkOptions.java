package dev.lockstep.net;

/**
 * One direction of the link between two hosts. Packets of one direction never overtake each other.
 *
 * @param latencyNanos propagation delay, ns, 0 to 2^62; default 100 us
 * @param jitterNanos extra delay drawn uniformly from 0 to this for every packet, ns, 0 to 2^62; default 10 us
 * @param bytesPerSecond bandwidth, bytes/s including 40 bytes of header a packet, 0 means unlimited; default 0
 * @param queueBytes what may wait for its turn to be sent, bytes, at least 1; a packet beyond it is dropped; has no effect at
 *     unlimited bandwidth; default 4 MiB
 */
public record LinkOptions(long latencyNanos, long jitterNanos, long bytesPerSecond, long queueBytes) {
    /** The defaults: a quiet local network. */
    public static final LinkOptions DEFAULT = new LinkOptions(100_000, 10_000, 0, 4 << 20);

    /** The way of a host to itself: 10 us, no jitter. */
    public static final LinkOptions LOOPBACK = new LinkOptions(10_000, 0, 0, 4 << 20);

    /** Checks the bounds. */
    public LinkOptions {
        atLeast("latencyNanos", latencyNanos, 0);
        atLeast("jitterNanos", jitterNanos, 0);
        atLeast("bytesPerSecond", bytesPerSecond, 0);
        atLeast("queueBytes", queueBytes, 1);
        if (latencyNanos > 1L << 62 || jitterNanos > 1L << 62) {
            throw new IllegalArgumentException(
                    "latency is " + latencyNanos + " ns, jitter " + jitterNanos + " ns, expected at most 2^62");
        }
    }

    /** The same with another latency (ns). */
    public LinkOptions latency(long nanos) {
        return new LinkOptions(nanos, jitterNanos, bytesPerSecond, queueBytes);
    }

    /** The same with another jitter (ns). */
    public LinkOptions jitter(long nanos) {
        return new LinkOptions(latencyNanos, nanos, bytesPerSecond, queueBytes);
    }

    /** The same with another bandwidth (bytes/s, 0 unlimited). */
    public LinkOptions bandwidth(long bytes) {
        return new LinkOptions(latencyNanos, jitterNanos, bytes, queueBytes);
    }

    /** The same with another queue limit (bytes). */
    public LinkOptions queue(long bytes) {
        return new LinkOptions(latencyNanos, jitterNanos, bytesPerSecond, bytes);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
        }
    }
}
