package dev.lockstep.node.config;

import java.util.concurrent.TimeUnit;

/**
 * Every wait and tick of replication. All but the first three groups of {@link Option} are literals in Kvrocks' source
 * (replication.cc, server.cc, util.cc).
 *
 * @param retryWait ms before the same machine starts again after a refused step ("Retry in 10 seconds"), 0 or more, default 10000
 * @param reconnectWait ms before connecting again after an error or the end of the link, 0 or more, default 1000
 * @param stopPoll ms after which a thread that waits for its master looks at the stop flag, 1 or more, default 100
 * @param restoreLockPoll ms between two attempts to take the work lock before a restore, 1 or more, default 1
 * @param feedPing ms of idling after which a master sends a ping frame, 1 or more, default 2000
 * @param cronTick ms between two rounds of the cron thread, 1 or more, default 100
 * @param cronLongTicks rounds of the cron thread between two looks at the checkpoint and idle clients, 1 or more, default 100
 * @param checkpointIdle ms without use after which a checkpoint is deleted, 0 or more, default 30000
 * @param checkpointMaxAge ms after which a checkpoint is deleted in any case, 0 or more, default 86400000
 * @param connectTimeout ms to wait for a connection, 0 is for ever, default 3100
 * @param recvTimeout ms without a byte after which a transfer looks at the stop flag, 0 is never, default 3200
 * @param sendTimeout ms to wait for a peer that does not read, 1 or more, default 30000
 * @param keepAliveIdle s of silence before the first keepalive probe, 1 to 32767, default 120
 * @param keepAliveInterval s between keepalive probes, 1 to 32767, default 40
 * @param keepAliveProbes unanswered probes after which a connection is dead, 1 to 127, default 3
 */
public record ReplicationTimings(
        int retryWait,
        int reconnectWait,
        int stopPoll,
        int restoreLockPoll,
        int feedPing,
        int cronTick,
        int cronLongTicks,
        int checkpointIdle,
        int checkpointMaxAge,
        int connectTimeout,
        int recvTimeout,
        int sendTimeout,
        int keepAliveIdle,
        int keepAliveInterval,
        int keepAliveProbes) {

    static ReplicationTimings of(NodeConfig config) {
        return new ReplicationTimings(
                config.integer(Option.RETRY_WAIT),
                config.integer(Option.RECONNECT_WAIT),
                config.integer(Option.STOP_POLL),
                config.integer(Option.RESTORE_LOCK_POLL),
                config.integer(Option.FEED_PING),
                config.integer(Option.CRON_TICK),
                config.integer(Option.CRON_LONG_TICKS),
                config.integer(Option.CHECKPOINT_IDLE),
                config.integer(Option.CHECKPOINT_MAX_AGE),
                config.integer(Option.REPLICATION_CONNECT_TIMEOUT),
                config.integer(Option.REPLICATION_RECV_TIMEOUT),
                config.integer(Option.REPLICATION_SEND_TIMEOUT),
                config.integer(Option.KEEPALIVE_IDLE),
                config.integer(Option.KEEPALIVE_INTERVAL),
                config.integer(Option.KEEPALIVE_PROBES));
    }

    /** The same as {@link #feedPing} in nanoseconds. */
    public long feedPingNanos() {
        return TimeUnit.MILLISECONDS.toNanos(feedPing);
    }
}
