package dev.lockstep.properties.check;

import dev.lockstep.net.TcpOptions;
import java.util.Map;

/**
 * How long things may take, computed from a node's configuration (section 7 of the behaviour document; names as there).
 *
 * @param connect C: bound of a connect of the replica, ns
 * @param receive R: bound of one wait for bytes in a full sync, ns
 * @param tick T: the period at which idle loops look at the stop flag, ns
 * @param reconnect wait between two connects of the replica, ns
 * @param retry B: wait before the replica tries again after an error, ns
 * @param keepalive K: after which a silent peer is taken for dead, ns
 */
public record Bounds(long connect, long receive, long tick, long reconnect, long retry, long keepalive) {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** The longest pause between two retransmissions of TCP (RFC 6298, section 2.4; Linux TCP_RTO_MAX). */
    private static final long MAX_RTO = TcpOptions.DEFAULT.rtoMaxNanos();

    /** From a configuration; options that are absent have Kvrocks' defaults. */
    public static Bounds of(Map<String, String> config) {
        return new Bounds(
                millis(config, "replication-connect-timeout-ms", 3_100),
                millis(config, "replication-recv-timeout-ms", 3_200),
                100 * MILLI,
                SECOND,
                10 * SECOND,
                240 * SECOND);
    }

    private static long millis(Map<String, String> config, String option, long otherwise) {
        String value = config.get(option);
        return (value == null ? otherwise : Long.parseLong(value)) * MILLI;
    }

    /** L1: from the request to stop until the replication thread has ended. */
    public long stop() {
        return reconnect + Math.max(connect, receive) + tick;
    }

    /** L2: how long the exclusive lock may be held; whoever stops the thread does it under the lock. */
    public long lock() {
        return stop();
    }

    /**
     * L2: how long a PING may wait.
     *
     * @param roundTrip of the client's link, ns
     */
    public long ping(long roundTrip) {
        return lock() + tick + 2 * roundTrip;
    }

    /**
     * L3 and L6: from the end of all faults until every replica is connected and level.
     *
     * @param transfer time one full sync takes on the link, ns
     */
    public long recovery(long transfer) {
        return keepalive + MAX_RTO + 2 * (retry + reconnect + connect) + 3 * transfer;
    }
}
