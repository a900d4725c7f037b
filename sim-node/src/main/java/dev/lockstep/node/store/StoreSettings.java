package dev.lockstep.node.store;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;

/**
 * How a database is opened.
 *
 * @param flushBytes bytes written after which all memtables are flushed, 1 or more
 * @param checkpointFlushBytes log size in bytes from which a checkpoint flushes first, 0 or more
 * @param walTtlSeconds seconds the log is kept, 0 or more
 * @param walSizeLimitMb MB of log that is kept, 0 or more
 * @param autoCompaction whether RocksDB compacts by itself, at times of its own choice
 * @param sync whether each write waits for the disk
 */
public record StoreSettings(
        long flushBytes,
        long checkpointFlushBytes,
        long walTtlSeconds,
        long walSizeLimitMb,
        boolean autoCompaction,
        boolean sync) {
    private static final long MB = 1L << 20;

    /** The settings that {@code config} asks for. */
    public static StoreSettings of(NodeConfig config) {
        long buffer = config.number(Option.WRITE_BUFFER_SIZE) * MB;
        long flush = config.number(Option.FLUSH_BYTES);
        long checkpoint = config.number(Option.CHECKPOINT_FLUSH_BYTES);
        return new StoreSettings(
                flush == 0 ? buffer : flush,
                checkpoint < 0 ? buffer : checkpoint,
                config.number(Option.WAL_TTL),
                config.number(Option.WAL_SIZE_LIMIT),
                !config.yes(Option.DISABLE_AUTO_COMPACTIONS),
                config.yes(Option.WRITE_SYNC));
    }
}
