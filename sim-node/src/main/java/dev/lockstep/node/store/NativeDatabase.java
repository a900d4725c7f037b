package dev.lockstep.node.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LogFile;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.TransactionLogIterator;
import org.rocksdb.WalFileType;
import org.rocksdb.WriteBatch;

/**
 * One open database and everything native that belongs to it. Does not guard against use after {@link #close}: that is the work of
 * {@link Store}, whose guard every caller holds.
 */
final class NativeDatabase implements OpenDatabase {
    private final NativeOptions options;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;
    private final List<TransactionLogIterator> iterators = new ArrayList<>();

    private NativeDatabase(NativeOptions options, RocksDB db, List<ColumnFamilyHandle> families) {
        this.options = options;
        this.db = db;
        this.families = families;
    }

    static NativeDatabase open(Path path, StoreSettings settings) {
        RocksDB.loadLibrary();
        NativeOptions options = new NativeOptions(settings);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (ColumnFamily family : ColumnFamily.values()) {
            descriptors.add(new ColumnFamilyDescriptor(family.label(), options.family));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            if (!Files.exists(path.resolve("CURRENT"))) {
                create(path, options, descriptors);
            }
            RocksDB db = RocksDB.open(options.db, path.toString(), descriptors, handles);
            return new NativeDatabase(options, db, handles);
        } catch (RocksDBException e) {
            options.close();
            throw new StoreException("cannot open the database " + path + ": " + e.getMessage(), e);
        }
    }

    /** Makes a database with all column families and closes it again, as Kvrocks does: the numbers of the files are then the same. */
    private static void create(Path path, NativeOptions options, List<ColumnFamilyDescriptor> descriptors)
            throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (RocksDB db = RocksDB.open(options.db, path.toString(), descriptors.subList(0, 1), handles)) {
            handles.addAll(db.createColumnFamilies(descriptors.subList(1, descriptors.size())));
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    @Override
    public byte @Nullable [] get(ColumnFamily family, byte[] key) {
        try {
            return db.get(families.get(family.id()), key);
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void write(byte[] batch) {
        try (WriteBatch copy = new WriteBatch(batch)) {
            db.write(options.write, copy);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    @Override
    public long latestSequence() {
        return db.getLatestSequenceNumber();
    }

    @Override
    public void flush() {
        try {
            db.flush(options.flush, families);
            // A flush is over before the logs it has made useless are deleted; listing them waits for that.
            db.getSortedWalFiles();
        } catch (RocksDBException e) {
            throw failed("flush", e);
        }
    }

    /** Merges down to the last level, whose own tables are written anew, too. */
    @Override
    public void compact() {
        try (CompactRangeOptions whole = new CompactRangeOptions()
                .setChangeLevel(true)
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
            for (ColumnFamilyHandle handle : families) {
                db.compactRange(handle, null, null, whole);
            }
        } catch (RocksDBException e) {
            throw failed("compact", e);
        }
    }

    @Override
    public List<LiveFile> liveLogs() {
        try {
            List<LiveFile> logs = new ArrayList<>();
            for (LogFile log : db.getSortedWalFiles()) {
                if (log.type() == WalFileType.kAliveLogFile && log.sizeFileBytes() > 0) {
                    logs.add(new LiveFile(log.pathName().substring(1), log.sizeFileBytes()));
                }
            }
            return logs;
        } catch (RocksDBException e) {
            throw failed("list the logs", e);
        }
    }

    @Override
    public List<LiveFile> liveFiles() {
        try {
            RocksDB.LiveFiles live = db.getLiveFiles(false);
            List<LiveFile> files = new ArrayList<>();
            for (String file : live.files) {
                files.add(new LiveFile(file.substring(1), live.manifestFileSize));
            }
            return files;
        } catch (RocksDBException e) {
            throw failed("list the files", e);
        }
    }

    @Override
    public void keepFiles(boolean keep) {
        try {
            if (keep) {
                db.disableFileDeletions();
            } else {
                db.enableFileDeletions();
            }
        } catch (RocksDBException e) {
            throw failed("hold the files", e);
        }
    }

    @Override
    public LogCursor logCursor() {
        return new NativeLogCursor(this);
    }

    /** An iterator that starts at the batch which covers {@code sequence} or a later one, or null if there is none. */
    synchronized @Nullable TransactionLogIterator logIterator(long sequence) {
        try {
            TransactionLogIterator iterator = db.getUpdatesSince(sequence);
            if (!iterator.isValid()) {
                iterator.close();
                return null;
            }
            iterators.add(iterator);
            return iterator;
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            if (status != null && status.getCode() == Status.Code.NotFound) {
                return null;
            }
            throw failed("read the log", e);
        }
    }

    synchronized void release(TransactionLogIterator iterator) {
        iterators.remove(iterator);
        iterator.close();
    }

    @Override
    public void forEach(ColumnFamily family, Store.Visitor visitor) {
        try (RocksIterator entries = db.newIterator(families.get(family.id()))) {
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                visitor.entry(family, entries.key(), entries.value());
            }
            entries.status();
        } catch (RocksDBException e) {
            throw failed("iterate", e);
        }
    }

    @Override
    public void scan(ColumnFamily family, byte[] from, boolean backwards, Store.ScanVisitor visitor) {
        try (RocksIterator entries = db.newIterator(families.get(family.id()))) {
            if (backwards) {
                entries.seekForPrev(from);
            } else {
                entries.seek(from);
            }
            boolean more = true;
            while (more && entries.isValid()) {
                more = visitor.entry(entries.key(), entries.value());
                if (backwards) {
                    entries.prev();
                } else {
                    entries.next();
                }
            }
            entries.status();
        } catch (RocksDBException e) {
            throw failed("scan", e);
        }
    }

    @Override
    public void syncLog() {
        try {
            db.syncWal();
        } catch (RocksDBException e) {
            throw failed("sync the log", e);
        }
    }

    @Override
    public synchronized void close() {
        closeWithoutLock();
    }

    @Override
    public void closeWithoutLock() {
        iterators.forEach(TransactionLogIterator::close);
        iterators.clear();
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        options.close();
    }

    private static StoreException failed(String what, RocksDBException cause) {
        return new StoreException("cannot " + what + ": " + cause.getMessage(), cause);
    }
}
