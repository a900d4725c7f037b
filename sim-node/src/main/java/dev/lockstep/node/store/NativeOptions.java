package dev.lockstep.node.store;

import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.WriteOptions;

/**
 * The native option objects of one database. They are chosen so that file numbers and sizes depend on the writes alone: flushes only
 * when asked for, no compaction unless configured, no statistics thread, and no host name in the tables.
 */
final class NativeOptions implements AutoCloseable {
    private static final int NEVER = 1 << 20;
    private static final long BEYOND_ALL_LOGS = 1L << 50;
    private static final long SPARE = 64L << 20;

    final DBOptions db;
    final ColumnFamilyOptions family;
    final WriteOptions write;
    final FlushOptions flush;

    NativeOptions(StoreSettings settings) {
        db = database(settings);
        family = family(settings);
        write = new WriteOptions().setSync(settings.sync());
        flush = new FlushOptions().setWaitForFlush(true);
    }

    static DBOptions database(StoreSettings settings) {
        Properties hostless = new Properties();
        hostless.setProperty("db_host_id", "lockstep");
        hostless.setProperty("write_dbid_to_manifest", "false");
        try (ConfigOptions parsing = new ConfigOptions()) {
            DBOptions options = DBOptions.getDBOptionsFromProps(parsing, hostless);
            if (options == null) {
                throw new StoreException("this RocksDB does not know the option db_host_id");
            }
            return options.setCreateIfMissing(true)
                    .setCreateMissingColumnFamilies(true)
                    .setInfoLogLevel(InfoLogLevel.FATAL_LEVEL)
                    .setKeepLogFileNum(1)
                    .setStatsDumpPeriodSec(0)
                    .setStatsPersistPeriodSec(0)
                    .setMaxOpenFiles(-1)
                    .setMaxFileOpeningThreads(1)
                    .setAllowFAllocate(false)
                    .setManifestPreallocationSize(4096)
                    .setSkipStatsUpdateOnDbOpen(true)
                    .setAvoidFlushDuringShutdown(true)
                    .setMaxTotalWalSize(BEYOND_ALL_LOGS)
                    .setWalTtlSeconds(settings.walTtlSeconds())
                    .setWalSizeLimitMB(settings.walSizeLimitMb());
        }
    }

    static ColumnFamilyOptions family(StoreSettings settings) {
        ColumnFamilyOptions options = new ColumnFamilyOptions()
                .setWriteBufferSize(4 * settings.flushBytes() + SPARE)
                .setArenaBlockSize(64 << 10)
                .setMaxWriteBufferNumber(4)
                .setDisableAutoCompactions(!settings.autoCompaction())
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setBottommostCompressionType(CompressionType.NO_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setFormatVersion(5).setChecksumType(ChecksumType.kCRC32c));
        if (!settings.autoCompaction()) {
            options.setLevel0FileNumCompactionTrigger(NEVER)
                    .setLevel0SlowdownWritesTrigger(NEVER)
                    .setLevel0StopWritesTrigger(NEVER);
        }
        return options;
    }

    @Override
    public void close() {
        flush.close();
        write.close();
        family.close();
        db.close();
    }
}
