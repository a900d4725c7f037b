package dev.lockstep.properties.check;

import dev.lockstep.net.TcpOptions;
import java.util.Map;

/**
 * How long things may take, computed from a node's configuration (section 7 of the behaviour document; names as there).
 *
 * @param connect C: bound of a connect of the replica, ns
 * @param receive R: bound of one wait for bytes in a full sync, ns
 * @param tick T: the period at which idle loops look at the stop flag, ns
 * @param reconnect first wait between two connects of the replica, ns
 * @param longestReconnect longest wait between two connects, which grows with each failure if the newer protocol is spoken, ns
 * @param retry B: wait before the replica tries again after an error, ns
 * @param keepalive K: after which a silent peer is taken for dead, ns
 * @param send how long a master waits for a peer that does not read, ns
 * @param ping period of the pings on an idle link, ns
 * @param ack period of the acknowledgements that a replica sends unasked, ns
 * @param idle how long a checkpoint that nobody uses is kept, ns
 * @param slowPpm by how much a clock goes slow at most, parts per million; the times above contain it
 */
public record Bounds(
        long connect,
        long receive,
        long tick,
        long reconnect,
        long longestReconnect,
        long retry,
        long keepalive,
        long send,
        long ping,
        long ack,
        long idle,
        long slowPpm) {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** The longest pause between two retransmissions of TCP (RFC 6298, section 2.4; Linux TCP_RTO_MAX). */
    private static final long MAX_RTO = TcpOptions.DEFAULT.rtoMaxNanos();

    /** From a configuration; options that are absent have Kvrocks' defaults. */
    public static Bounds of(Map<String, String> config) {
        boolean newer = !config.getOrDefault("protocol-level", "0").equals("0");
        return new Bounds(
                millis(config, "replication-connect-timeout-ms", 3_100),
                millis(config, "replication-recv-timeout-ms", 3_200),
                100 * MILLI,
                SECOND,
                newer ? 60 * SECOND : SECOND,
                10 * SECOND,
                240 * SECOND,
                millis(config, "replication-send-timeout-ms", 30_000),
                2 * SECOND,
                SECOND,
                40 * SECOND,
                0);
    }

    /**
     * The same for nodes whose clocks go wrong.
     *
     * @param ppm by how much a clock goes slow at most, parts per million, less than a million
     */
    public Bounds withSlowClocks(long ppm) {
        return new Bounds(
                slow(connect, ppm),
                slow(receive, ppm),
                slow(tick, ppm),
                slow(reconnect, ppm),
                slow(longestReconnect, ppm),
                slow(retry, ppm),
                slow(keepalive, ppm),
                slow(send, ppm),
                slow(ping, ppm),
                slow(ack, ppm),
                slow(idle, ppm),
                ppm);
    }

    private static long slow(long nanos, long ppm) {
        return nanos / (1_000_000 - ppm) * 1_000_000 + 1_000_000;
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
        return keepalive + MAX_RTO + 2 * (retry + longestReconnect + connect) + 3 * transfer;
    }

    /** L3: from the end of all faults until the link of a replica is up or a full sync is under way. */
    public long linkBack() {
        return keepalive + MAX_RTO + retry + longestReconnect + connect;
    }

    /** L4: how long a connected replica may lag behind a quiet master, ns; upstream's tests allow 5 s. */
    public static long level(long transfer) {
        return 5 * SECOND + transfer;
    }

    /** L5: how long a node may be loading; with {@code fetching} a whole full sync falls into it. */
    public long loading(boolean fetching, long transfer) {
        return lock() + 2 * tick + (fetching ? recovery(transfer) : 0);
    }

    /**
     * L6: how many full syncs a replica may need: while a checkpoint is useless and still being sent to another replica, or held by a
     * transfer that nobody reads, it cannot be replaced, and each attempt is refused.
     *
     * @param transfer time one full sync takes on the link, ns
     */
    public int fullSyncs(long transfer) {
        return 3 + (int) (Math.max(Math.max(idle, send), transfer) / retry);
    }

    /** L7: from the request to shut down until the process has ended. */
    public long exit() {
        return lock() + 60 * SECOND + SECOND;
    }

    /** L8: how long a thread that feeds a replica may stand still. */
    public long feed() {
        return send + ping + tick;
    }

    /**
     * L10: how long a WAIT may take, whatever the replicas do.
     *
     * @param timeout that the client gave, ns
     * @param roundTrip of the client's link, ns
     */
    public long waiting(long timeout, long roundTrip) {
        return slow(timeout, slowPpm) + ping(roundTrip);
    }

    /**
     * L10: how long a WAIT may go on when as many replicas as it asked for have the data.
     *
     * @param roundTrip between master and replica, and master and client, ns
     * @param write time that what a feed writes at once takes on the link, ns: a feed that waits for its replica to read looks at no
     *     acknowledgement
     */
    public long acknowledged(long roundTrip, long write) {
        return roundTrip + ack + tick + write;
    }

    /** How long a link must have been up for its master to know that the replica sends acknowledgements: it does at the first ping, ns. */
    public long firstAck(long roundTrip) {
        return ping + roundTrip + tick;
    }
}
