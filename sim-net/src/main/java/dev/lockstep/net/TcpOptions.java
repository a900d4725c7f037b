package dev.lockstep.net;

/**
 * The constants of TCP on all hosts, with Linux' defaults (tcp(7), RFC 6298). Times are ns.
 *
 * @param segmentBytes largest payload handed to a link at once, bytes, 1 to 65,536; default 65,536 (as with segmentation
 *     offload); slow and bad links get less, see {@link #segmentBytes(LinkOptions, int)}
 * @param sendBufferBytes SO_SNDBUF of a new socket, bytes; default 131,072
 * @param receiveBufferBytes SO_RCVBUF of a new socket, bytes; default 131,072
 * @param rtoMinNanos shortest retransmission time-out, ns; default 200 ms
 * @param rtoMaxNanos longest retransmission time-out, ns; default 120 s
 * @param retries retransmissions of data before a connection is given up, at least 1; default 15 (about 924 s)
 * @param synRetries retransmissions of a SYN before connect fails, at least 0; default 6 (127 s)
 * @param synAckRetries retransmissions of a SYN-ACK, at least 0; default 5
 * @param orphanRetries retransmissions after the application has closed its socket, at least 1; default 8
 * @param timeWaitNanos how long a closed connection holds its ports, and how long a socket closed by its application waits for
 *     the other side's FIN, ns; default 60 s
 * @param keepIdleSeconds TCP_KEEPIDLE of a new socket, s; default 7,200
 * @param keepIntervalSeconds TCP_KEEPINTERVAL of a new socket, s; default 75
 * @param keepCount TCP_KEEPCOUNT of a new socket; default 9
 * @param timerHz ticks per second of the kernel's timer wheel, which fires long timers late, 0 to 1,000,
 *     0 means exact timers; default 0
 * @param algorithms Nagle, delayed acknowledgements, congestion window, segmentation offload; default all, as Linux
 */
public record TcpOptions(
        int segmentBytes,
        int sendBufferBytes,
        int receiveBufferBytes,
        long rtoMinNanos,
        long rtoMaxNanos,
        int retries,
        int synRetries,
        int synAckRetries,
        int orphanRetries,
        long timeWaitNanos,
        int keepIdleSeconds,
        int keepIntervalSeconds,
        int keepCount,
        int timerHz,
        TcpAlgorithms algorithms) {
    /** Largest buffer a socket can ask for, bytes (net.core.rmem_max and wmem_max of Linux). */
    public static final int MAX_BUFFER_BYTES = 212_992;

    /** Payload of a packet of 1,500 bytes. */
    public static final int MSS = 1_460;

    private static final long SECOND = 1_000_000_000L;

    /** Linux' defaults. */
    public static final TcpOptions DEFAULT = new TcpOptions(
            65_536,
            131_072,
            131_072,
            SECOND / 5,
            120 * SECOND,
            15,
            6,
            5,
            8,
            60 * SECOND,
            7_200,
            75,
            9,
            0,
            TcpAlgorithms.LINUX);

    /** Checks the bounds. */
    public TcpOptions {
        between("segmentBytes", segmentBytes, 1, 65_536);
        between("sendBufferBytes", sendBufferBytes, 2_304, MAX_BUFFER_BYTES);
        between("receiveBufferBytes", receiveBufferBytes, 1_152, MAX_BUFFER_BYTES);
        between("rtoMinNanos", rtoMinNanos, 1, rtoMaxNanos);
        between("retries", retries, 1, 255);
        between("synRetries", synRetries, 0, 127);
        between("synAckRetries", synAckRetries, 0, 127);
        between("orphanRetries", orphanRetries, 1, 255);
        between("timeWaitNanos", timeWaitNanos, 0, Long.MAX_VALUE);
        between("keepIdleSeconds", keepIdleSeconds, 1, 32_767);
        between("keepIntervalSeconds", keepIntervalSeconds, 1, 32_767);
        between("keepCount", keepCount, 1, 127);
        between("timerHz", timerHz, 0, 1_000);
    }

    /** The same with another largest payload of a packet (bytes). */
    public TcpOptions withSegmentBytes(int bytes) {
        return new TcpOptions(
                bytes,
                sendBufferBytes,
                receiveBufferBytes,
                rtoMinNanos,
                rtoMaxNanos,
                retries,
                synRetries,
                synAckRetries,
                orphanRetries,
                timeWaitNanos,
                keepIdleSeconds,
                keepIntervalSeconds,
                keepCount,
                timerHz,
                algorithms);
    }

    /** The same with other buffers of new sockets (bytes). */
    public TcpOptions withBuffers(int sendBytes, int receiveBytes) {
        return new TcpOptions(
                segmentBytes,
                sendBytes,
                receiveBytes,
                rtoMinNanos,
                rtoMaxNanos,
                retries,
                synRetries,
                synAckRetries,
                orphanRetries,
                timeWaitNanos,
                keepIdleSeconds,
                keepIntervalSeconds,
                keepCount,
                timerHz,
                algorithms);
    }

    /** The same with another timer wheel (ticks per second, 0 for exact timers). */
    public TcpOptions withTimerHz(int hz) {
        return new TcpOptions(
                segmentBytes,
                sendBufferBytes,
                receiveBufferBytes,
                rtoMinNanos,
                rtoMaxNanos,
                retries,
                synRetries,
                synAckRetries,
                orphanRetries,
                timeWaitNanos,
                keepIdleSeconds,
                keepIntervalSeconds,
                keepCount,
                hz,
                algorithms);
    }

    /** The same with other algorithms. */
    public TcpOptions withAlgorithms(TcpAlgorithms other) {
        return new TcpOptions(
                segmentBytes,
                sendBufferBytes,
                receiveBufferBytes,
                rtoMinNanos,
                rtoMaxNanos,
                retries,
                synRetries,
                synAckRetries,
                orphanRetries,
                timeWaitNanos,
                keepIdleSeconds,
                keepIntervalSeconds,
                keepCount,
                timerHz,
                other);
    }

    /**
     * The largest payload on a link: several packets at once where segmentation offload applies; at limited bandwidth what takes
     * 10 ms to send, but at least an MSS, so that a slow link delivers a steady trickle as a real one does.
     */
    public int segmentBytes(LinkOptions link, int mss) {
        if (!algorithms.offload() || !link.impairments().none()) {
            return Math.min(segmentBytes, mss);
        }
        long rate = link.bytesPerSecond();
        return rate == 0 ? segmentBytes : (int) Math.min(segmentBytes, Math.max(mss, rate / 100));
    }

    /**
     * How long unacknowledged data is repeated before a connection is given up, ns: the time a number of retries takes if the
     * first comes after the shortest time-out (Linux' tcp_model_timeout).
     */
    public long givenUpAfterNanos(int retryCount) {
        long total = 0;
        long timeout = rtoMinNanos;
        for (int i = 0; i <= retryCount; i++) {
            total += timeout;
            timeout = Math.min(rtoMaxNanos, 2 * timeout);
        }
        return total;
    }

    private static void between(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + low + " to " + high);
        }
    }
}
