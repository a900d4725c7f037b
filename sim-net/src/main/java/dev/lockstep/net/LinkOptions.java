package dev.lockstep.net;

/**
 * One direction of the link between two hosts. Packets of one direction overtake each other only where {@link Impairments} or a
 * {@link Rule} makes one late.
 *
 * @param latency propagation delay of each packet; default 100 us
 * @param jitterNanos extra delay drawn uniformly from 0 to this for every packet, ns, 0 to 2^62; default 10 us
 * @param bytesPerSecond bandwidth, bytes/s including the headers of each packet, 0 means unlimited; default 0
 * @param queueBytes what may wait for its turn to be sent, bytes, at least 1; a packet beyond it is dropped; has no effect at
 *     unlimited bandwidth; default 4 MiB
 * @param mtu largest IP packet, bytes, 576 to 65,536; TCP's largest payload is 40 less; default 1,500
 * @param impairments what happens to packets at random; default nothing
 */
public record LinkOptions(
        Latency latency, long jitterNanos, long bytesPerSecond, long queueBytes, int mtu, Impairments impairments) {
    /** Headers of IPv4 and TCP without options, bytes. */
    private static final int HEADERS = 40;

    /** What IPv4's length field can tell, bytes. */
    private static final int MOST_BYTES = 65_535;

    /** The defaults: a quiet local network. */
    public static final LinkOptions DEFAULT =
            new LinkOptions(Latency.constant(100_000), 10_000, 0, 4 << 20, 1_500, Impairments.NONE);

    /** The way of a host to itself: 10 us, no jitter, Linux' MTU of lo. */
    public static final LinkOptions LOOPBACK =
            new LinkOptions(Latency.constant(10_000), 0, 0, 4 << 20, 65_536, Impairments.NONE);

    /** Checks the bounds. */
    public LinkOptions {
        between("jitterNanos", jitterNanos, 0, Latency.MAX_NANOS);
        between("bytesPerSecond", bytesPerSecond, 0, Long.MAX_VALUE);
        between("queueBytes", queueBytes, 1, Long.MAX_VALUE);
        between("mtu", mtu, 576, 65_536);
    }

    /** The same with a constant latency (ns). */
    public LinkOptions latency(long nanos) {
        return latency(Latency.constant(nanos));
    }

    /** The same with another latency. */
    public LinkOptions latency(Latency other) {
        return new LinkOptions(other, jitterNanos, bytesPerSecond, queueBytes, mtu, impairments);
    }

    /** The same with another jitter (ns). */
    public LinkOptions jitter(long nanos) {
        return new LinkOptions(latency, nanos, bytesPerSecond, queueBytes, mtu, impairments);
    }

    /** The same with another bandwidth (bytes/s, 0 unlimited). */
    public LinkOptions bandwidth(long bytes) {
        return new LinkOptions(latency, jitterNanos, bytes, queueBytes, mtu, impairments);
    }

    /** The same with another queue limit (bytes). */
    public LinkOptions queue(long bytes) {
        return new LinkOptions(latency, jitterNanos, bytesPerSecond, bytes, mtu, impairments);
    }

    /** The same with another largest packet (bytes). */
    public LinkOptions mtu(int bytes) {
        return new LinkOptions(latency, jitterNanos, bytesPerSecond, queueBytes, bytes, impairments);
    }

    /** The same with other impairments. */
    public LinkOptions impairments(Impairments other) {
        return new LinkOptions(latency, jitterNanos, bytesPerSecond, queueBytes, mtu, other);
    }

    /** TCP's largest payload of a packet, bytes. */
    public int mss() {
        return Math.min(mtu, MOST_BYTES) - HEADERS;
    }

    private static void between(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + low + " to " + high);
        }
    }
}
