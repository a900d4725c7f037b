package dev.lockstep.node.config;

import dev.lockstep.node.resp.Numbers;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One option: its name, default and range. The first group are Kvrocks' options; those of the last group are literals in Kvrocks'
 * source. {@code CONFIG SET} changes only those that Kvrocks lets change.
 */
public enum Option {
    /** TCP port of the server. */
    PORT("port", 6666, 1, 65535, false),
    /** Addresses to listen on, separated by blanks; the first one is used. */
    BIND("bind", "127.0.0.1", false),
    /** Directory of everything the node keeps. */
    DIR("dir", "/tmp/kvrocks", false),
    /** Threads that run client commands. */
    WORKERS("workers", 8, 1, 256, false),
    /** Length of the queue of connections not yet accepted. */
    TCP_BACKLOG("tcp-backlog", 511, 0, Integer.MAX_VALUE, false),
    /** Longest string in a request, bytes. */
    PROTO_MAX_BULK_LEN("proto-max-bulk-len", 536870912, 1, Integer.MAX_VALUE, false),
    /** Bytes of one request, its words and what is known of the next word; a client that sends more is closed. */
    CLIENT_QUERY_BUFFER_LIMIT("client-query-buffer-limit", 1 << 30, 1 << 20, Integer.MAX_VALUE - 8, true),
    /** Bytes of replies that may wait for one client; a client that lets more gather is closed. */
    CLIENT_OUTPUT_BUFFER_LIMIT("client-output-buffer-limit", 1 << 30, 1 << 20, Integer.MAX_VALUE - 8, true),
    /** Bytes of published messages that may wait for one client; a client that lets more gather is closed. */
    PUBSUB_OUTPUT_BUFFER_LIMIT("pubsub-output-buffer-limit", 32 << 20, 1 << 10, Integer.MAX_VALUE - 8, true),
    /** Clients that may be connected at a time; more are told so and closed. */
    MAXCLIENTS("maxclients", 10_000, 1, 1 << 20, true),
    /** Whether without a password only clients on this machine are served. */
    PROTECTED_MODE("protected-mode", true, true),
    /** Whether cursors of SCAN and its kin are numbers. */
    REDIS_CURSOR_COMPATIBLE("redis-cursor-compatible", true, true),
    /** Seconds after which an idle client is closed, checked each 10 s; 0 is never. Replication links are exempt. */
    TIMEOUT("timeout", 0, 0, Integer.MAX_VALUE, true),
    /** Whether keys are divided into 16384 slots and CLUSTERX is served. */
    CLUSTER_ENABLED("cluster-enabled", false, false),
    /** Whether the topology is kept in {@code nodes.conf}. */
    PERSIST_CLUSTER_NODES("persist-cluster-nodes-enabled", true, true),
    /** Password that clients must give; empty is none. */
    REQUIREPASS("requirepass", "", true),
    /** Password given to the master; empty is none. */
    MASTERAUTH("masterauth", "", true),
    /** Name that master and replica must share. */
    DB_NAME("db-name", "change.me.db", false),
    /** Host and port of the master at start, as {@code host port}; empty is none. */
    SLAVEOF("slaveof", "", false),
    /** Whether a replica refuses writes of clients. */
    SLAVE_READ_ONLY("slave-read-only", true, true),
    /** Whether a replica answers while its link is down. */
    SLAVE_SERVE_STALE_DATA("slave-serve-stale-data", true, true),
    /** Whether a replica deletes its data before a full sync rather than after the transfer. */
    SLAVE_EMPTY_DB_BEFORE_FULLSYNC("slave-empty-db-before-fullsync", false, true),
    /** Shown in INFO. */
    SLAVE_PRIORITY("slave-priority", 100, 0, Integer.MAX_VALUE, true),
    /** Address a replica tells its master; empty is the one seen by the master. */
    REPLICA_ANNOUNCE_IP("replica-announce-ip", "", true),
    /** Port a replica tells its master; 0 is {@code port}. */
    REPLICA_ANNOUNCE_PORT("replica-announce-port", OptionKind.UNSIGNED, "0", 0, 65535, true),
    /** Whether the master's replication port is another one than its port; older Kvrocks has that, this node does not, whatever is set. */
    MASTER_USE_REPL_PORT("master-use-repl-port", false, true),
    /** Limit of what the database writes in the background, MB/s; 0 is none, and the only value with an effect here. */
    MAX_IO_MB("max-io-mb", 0, 0, Integer.MAX_VALUE, true),
    /** Whether a full sync deletes the copies that BGSAVE made; this node keeps none. */
    PURGE_BACKUP_ON_FULLSYNC("purge-backup-on-fullsync", false, true),
    /** How many copies BGSAVE keeps; this node keeps none. */
    MAX_BACKUP_TO_KEEP("max-backup-to-keep", 1, 0, 1, true),
    /** Hours for which a copy of BGSAVE is kept; this node keeps none. */
    MAX_BACKUP_KEEP_HOURS("max-backup-keep-hours", 0, 0, Integer.MAX_VALUE, true),
    /** Whether HELLO 3 changes the protocol; this node speaks version 2 only. */
    RESP3_ENABLED("resp3-enabled", false, false),
    /** Keys a second that a slot migration sends; 0 is no limit. */
    MIGRATE_SPEED("migrate-speed", 4096, 0, Integer.MAX_VALUE, true),
    /** Commands a slot migration sends before it reads the replies. */
    MIGRATE_PIPELINE_SIZE("migrate-pipeline-size", 16, 1, Integer.MAX_VALUE, true),
    /** How a slot migration sends data. */
    MIGRATE_TYPE("migrate-type", OptionKind.WORD, "redis-command", 0, 0, true),
    /** Whether namespaces are replicated. */
    REPL_NAMESPACE_ENABLED("repl-namespace-enabled", false, true),
    /** Whether incremental sync also compares replication ids. */
    USE_RSID_PSYNC("use-rsid-psync", false, false),
    /** Limit of the full-sync traffic a master sends, MB/s over all file senders; 0 is none. */
    MAX_REPLICATION_MB("max-replication-mb", 0, 0, 1 << 20, true),
    /** Seconds a replica waits after each file of a full sync; a knob for tests. */
    FULLSYNC_RECV_FILE_DELAY("fullsync-recv-file-delay", 0, 0, Integer.MAX_VALUE, true),
    /** 0 speaks as the server of October 2024, 1 also what came until 2026: acknowledgements, WAIT, CLUSTER MYID and SHARDS, growing waits. */
    PROTOCOL_LEVEL("protocol-level", 0, 0, 1, false),
    /** Milliseconds a replica waits for a connection to its master. */
    REPLICATION_CONNECT_TIMEOUT("replication-connect-timeout-ms", 3100, 0, Integer.MAX_VALUE, true),
    /** Milliseconds without a byte after which a file transfer looks at the stop flag; 0 is never. */
    REPLICATION_RECV_TIMEOUT("replication-recv-timeout-ms", 3200, 0, Integer.MAX_VALUE, true),
    /** Milliseconds a master waits for a replica that does not read. */
    REPLICATION_SEND_TIMEOUT("replication-send-timeout-ms", 30000, 1, Integer.MAX_VALUE, true),
    /** KB from which a batch of migrated entries is sent. */
    MIGRATE_BATCH_SIZE_KB("migrate-batch-size-kb", 16, 1, 1 << 20, true),
    /** Limit of what a migration sends, MB/s; 0 is none. */
    MIGRATE_BATCH_RATE_LIMIT_MB("migrate-batch-rate-limit-mb", 16, 0, 1 << 20, true),
    /** Sequences a migration may be behind when it forbids writing. */
    MIGRATE_SEQUENCE_GAP("migrate-sequence-gap", 10_000, 1, Integer.MAX_VALUE, true),
    /** Sequences a replica may lag behind before the master drops it. */
    MAX_REPLICATION_LAG("max-replication-lag", 100_000_000, 1, Long.MAX_VALUE, true),
    /** Whether each write waits for the disk. */
    WRITE_SYNC("rocksdb.write_options.sync", false, false),
    /** MB written after which the memtables are flushed; also the log size from which a checkpoint flushes first. */
    WRITE_BUFFER_SIZE("rocksdb.write_buffer_size", 64, 1, 4096, false),
    /** Seconds the write-ahead log is kept for replicas. */
    WAL_TTL("rocksdb.wal_ttl_seconds", 10800, 0, Integer.MAX_VALUE, false),
    /** MB of write-ahead log kept for replicas. */
    WAL_SIZE_LIMIT("rocksdb.wal_size_limit_mb", 16384, 0, Integer.MAX_VALUE, false),
    /** Whether RocksDB leaves files alone. Kvrocks has {@code no}; background compaction is not deterministic. */
    DISABLE_AUTO_COMPACTIONS("rocksdb.disable_auto_compactions", true, false),

    /** Bytes written after which the memtables are flushed, so one table of about this size; 0 takes {@code rocksdb.write_buffer_size}. */
    FLUSH_BYTES("flush-bytes", 0, 0, 1L << 40, false),
    /** Log size in bytes from which a checkpoint flushes first; 0 flushes always, -1 takes {@code rocksdb.write_buffer_size}. */
    CHECKPOINT_FLUSH_BYTES("checkpoint-flush-bytes", -1, -1, Long.MAX_VALUE, false),
    /** See {@link ReplicationTimings#retryWait}. */
    RETRY_WAIT("retry-wait-ms", 10_000, 0, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#reconnectWait}. */
    RECONNECT_WAIT("reconnect-wait-ms", 1_000, 0, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#stopPoll}. */
    STOP_POLL("stop-poll-ms", 100, 1, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#restoreLockPoll}. */
    RESTORE_LOCK_POLL("restore-lock-poll-ms", 1, 1, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#feedPing}. */
    FEED_PING("feed-ping-ms", 2_000, 1, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#cronTick}. */
    CRON_TICK("cron-tick-ms", 100, 1, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#cronLongTicks}. */
    CRON_LONG_TICKS("cron-long-ticks", 100, 1, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#checkpointIdle}. */
    CHECKPOINT_IDLE("checkpoint-idle-ms", 30_000, 0, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#checkpointMaxAge}. */
    CHECKPOINT_MAX_AGE("checkpoint-max-age-ms", 86_400_000, 0, Integer.MAX_VALUE, true),
    /** See {@link ReplicationTimings#keepAliveIdle}. */
    KEEPALIVE_IDLE("tcp-keepalive-idle-s", 120, 1, 32767, true),
    /** See {@link ReplicationTimings#keepAliveInterval}. */
    KEEPALIVE_INTERVAL("tcp-keepalive-interval-s", 40, 1, 32767, true),
    /** See {@link ReplicationTimings#keepAliveProbes}. */
    KEEPALIVE_PROBES("tcp-keepalive-probes", 3, 1, 127, true);

    private static final Set<Option> LATER = EnumSet.of(
            CLIENT_QUERY_BUFFER_LIMIT,
            CLIENT_OUTPUT_BUFFER_LIMIT,
            PUBSUB_OUTPUT_BUFFER_LIMIT,
            PROTECTED_MODE,
            PROTOCOL_LEVEL,
            REPLICATION_CONNECT_TIMEOUT,
            REPLICATION_RECV_TIMEOUT,
            REPLICATION_SEND_TIMEOUT,
            MAX_REPLICATION_LAG);
    private static final Set<Option> NOT_IN_KVROCKS = EnumSet.range(FLUSH_BYTES, KEEPALIVE_PROBES);

    private final String key;
    private final OptionKind kind;
    private final String initial;
    private final long min;
    private final long max;
    private final boolean settable;

    Option(String key, long initial, long min, long max, boolean settable) {
        this(key, OptionKind.INTEGER, Long.toString(initial), min, max, settable);
    }

    Option(String key, boolean initial, boolean settable) {
        this(key, OptionKind.YES_NO, initial ? "yes" : "no", 0, 0, settable);
    }

    Option(String key, String initial, boolean settable) {
        this(key, OptionKind.TEXT, initial, 0, 0, settable);
    }

    Option(String key, OptionKind kind, String initial, long min, long max, boolean settable) {
        this.key = key;
        this.kind = kind;
        this.initial = initial;
        this.min = min;
        this.max = max;
        this.settable = settable;
    }

    /** Its name in configuration files and CONFIG. */
    public String key() {
        return key;
    }

    /** Its value when nothing is configured. */
    public String initial() {
        return initial;
    }

    /** Whether CONFIG SET may change it. */
    public boolean settable() {
        return settable;
    }

    /** The option of that name in any case, or null. */
    public static @Nullable Option named(String key) {
        String wanted = key.toLowerCase(Locale.ROOT);
        for (Option option : values()) {
            if (option.key.equals(wanted)) {
                return option;
            }
        }
        return null;
    }

    /** Whether the Kvrocks of October 2024 has it; what it has not is shown only to those who name it. */
    boolean shown() {
        return !NOT_IN_KVROCKS.contains(this) && !LATER.contains(this);
    }

    /** Why {@code value} is none of this option, in the words of Kvrocks' CONFIG SET, or null if it is fine. */
    @Nullable
    String refusal(String value) {
        return switch (kind) {
            case YES_NO -> value.equals("yes") || value.equals("no") ? null : "argument must be 'yes' or 'no'";
            case INTEGER, UNSIGNED -> integerRefusal(value);
            case WORD -> value.equals("redis-command") || value.equals("raw-key-value") ? null : "invalid enum option";
            case TEXT -> value.indexOf('\n') < 0 ? null : "a text of one line is needed";
        };
    }

    /** What the option takes, for messages. */
    String expected() {
        return switch (kind) {
            case YES_NO -> "yes or no";
            case WORD -> "redis-command or raw-key-value";
            case INTEGER, UNSIGNED -> "an integer from " + min + " to " + max;
            case TEXT -> "a text of one line";
        };
    }

    private @Nullable String integerRefusal(String value) {
        try {
            long number = kind == OptionKind.UNSIGNED ? Numbers.unsigned(value) : Numbers.signed(value);
            boolean narrow = max <= Integer.MAX_VALUE;
            if ((narrow && number != (int) number) || (kind == OptionKind.UNSIGNED && number < 0)) {
                return "out of range of integer type";
            }
            return number >= min && number <= max ? null : "out of numeric range";
        } catch (NumberFormatException e) {
            return e.getMessage();
        }
    }
}
