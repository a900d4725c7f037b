package dev.lockstep.node.store;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a node: column families, a write-ahead log, sequence numbers. Any thread may call anything at any time; a call on a
 * closed database throws {@link StoreClosedException}. Writes are serialised, so that a batch's first sequence is known and a flush
 * happens after the same byte in every run. What differs between the kinds of store is behind {@link OpenDatabase}; both are held
 * equal by {@code StoresAgreeProperties}.
 */
public abstract sealed class Store permits RocksStore, MemoryStore {
    /** What a disk needs for a write that is slow, but nothing to worry about. */
    private static final long SLOW_WRITE_NANOS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final Path path;
    private final StoreSettings settings;
    private final NodeObserver observer;
    private final UsageGuard guard = new UsageGuard();
    private final ReentrantLock writes = new ReentrantLock();
    private final Growth growth = new Growth();
    private volatile Consumer<byte[]> applied = batch -> {};
    private volatile @Nullable OpenDatabase database;
    private long unflushed;

    /** A closed database in the directory {@code path}. */
    Store(Path path, StoreSettings settings, NodeObserver observer) {
        this.path = path;
        this.settings = settings;
        this.observer = observer;
    }

    /** The store that {@code config} asks for, closed, in the directory {@code db} of the node's own. */
    public static Store of(NodeConfig config, NodeObserver observer) {
        Path path = config.dir().resolve("db");
        StoreSettings settings = StoreSettings.of(config);
        return switch (StoreKind.named(config.text(Option.STORE))) {
            case ROCKSDB -> new RocksStore(path, settings, observer);
            case MEMORY -> new MemoryStore(path, settings, observer);
        };
    }

    /** Which kind of store this is. */
    abstract StoreKind kind();

    /** Opens the database in a directory that exists. */
    abstract OpenDatabase open(Path directory, StoreSettings how);

    /**
     * Opens the database, creating it if there is none.
     *
     * @throws StoreException if it is damaged or of another kind of store; this one stays closed
     */
    public void open() {
        try {
            Files.createDirectories(path);
            kind().require(path);
        } catch (IOException e) {
            throw new StoreException("cannot open the database " + path + ": " + e.getMessage(), e);
        }
        database = open(path, settings);
        unflushed = 0;
        guard.open();
    }

    /** Waits until nobody is inside and closes the database with all its iterators. Does nothing if it is closed. */
    public void close() {
        if (!guard.isOpen()) {
            return;
        }
        run(OpenDatabase::syncLog);
        guard.close();
        release();
    }

    /** Frees native memory after the threads that used it have vanished; waits for nobody. */
    public void abandon() {
        guard.abandon();
        OpenDatabase old = database;
        database = null;
        if (old != null) {
            old.closeWithoutLock();
        }
    }

    /** Where the database lies. */
    public Path path() {
        return path;
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return guard.isOpen();
    }

    /** The sequence of the last update, 0 if there was none. */
    public long latestSequence() {
        return using(OpenDatabase::latestSequence);
    }

    /** The same, or -1 if the database is closed. */
    public long latestSequenceOrMinusOne() {
        if (!guard.tryEnter()) {
            return -1;
        }
        try {
            OpenDatabase open = database;
            return open == null ? -1 : open.latestSequence();
        } finally {
            guard.exit();
        }
    }

    /** The value under {@code key}, or null. */
    public byte @Nullable [] get(ColumnFamily family, byte[] key) {
        return using(db -> db.get(family, key));
    }

    /** Runs {@code body} while no other thread writes, for a write that depends on a read. */
    public <T extends @Nullable Object, X extends Exception> T exclusively(Work<T, X> body) throws X {
        writes.lock();
        try {
            return body.run();
        } finally {
            writes.unlock();
        }
    }

    /** Something that is done while no other thread writes. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        /** Does it. */
        T run() throws X;
    }

    /** Commits a batch of this node's own, which must not be empty. Returns the sequence of its first update. */
    public long write(BatchWriter batch) {
        writes.lock();
        try {
            long first = latestSequence() + 1;
            byte[] bytes = batch.withSequence(first);
            commit(bytes);
            observer.written(first, bytes);
            flushIfDue(bytes.length);
            return first;
        } finally {
            writes.unlock();
        }
    }

    /**
     * Commits records that another node wrote as a batch of this node's own, with sequences of its own.
     *
     * @throws MalformedBatchException if it is damaged; nothing is written
     */
    public void ingest(byte[] records) {
        BatchReader.check(records);
        writes.lock();
        try {
            long first = latestSequence() + 1;
            byte[] bytes = records.clone();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, first);
            commit(bytes);
            observer.written(first, bytes);
            flushIfDue(bytes.length);
        } finally {
            writes.unlock();
        }
    }

    /**
     * Commits a batch of the master's.
     *
     * @throws MalformedBatchException if it is damaged or does not begin right after the latest sequence; nothing is written
     */
    public void apply(byte[] batch) {
        BatchReader.check(batch);
        writes.lock();
        try {
            long first = latestSequence() + 1;
            if (BatchReader.sequence(batch) != first) {
                throw new MalformedBatchException(
                        "begins at sequence " + BatchReader.sequence(batch) + ", expected " + first);
            }
            commit(batch);
            observer.applied(first, batch);
            flushIfDue(batch.length);
        } finally {
            writes.unlock();
        }
        applied.accept(batch);
    }

    /** Tells {@code listener} of every batch of the master's once it is committed, on the thread that applied it. To be set before the first. */
    public void onApplied(Consumer<byte[]> listener) {
        applied = listener;
    }

    /** A reader of the write-ahead log of the database that is open now. */
    public WalReader walReader() {
        return using(db -> new WalReader(this, db));
    }

    /** Waits until the latest sequence is at least {@code sequence}, {@code stop} holds or {@code nanos} have passed. Returns the nanoseconds left. */
    public long awaitSequence(long sequence, BooleanSupplier stop, long nanos) {
        return growth.await(() -> stop.getAsBoolean() || latestSequenceOrMinusOne() >= sequence, nanos);
    }

    /** Makes every {@link #awaitSequence} look at its condition again. */
    public void wakeWaiters() {
        growth.signal();
    }

    /**
     * Makes a consistent copy of the database in the directory {@code target}, which must not exist. Tables are hard links.
     *
     * @return the latest sequence in the copy
     */
    public long checkpoint(Path target) throws IOException {
        guard.enter();
        writes.lock();
        try {
            return new CheckpointMaker(opened(), path, settings.checkpointFlushBytes()).make(target, this::flushed);
        } finally {
            writes.unlock();
            guard.exit();
        }
    }

    /** Writes all memtables to tables now. */
    public void flush() {
        writes.lock();
        try {
            run(OpenDatabase::flush);
            flushed();
        } finally {
            writes.unlock();
        }
    }

    /** Writes all memtables to tables and merges all tables of each family into one level. */
    public void compact() {
        writes.lock();
        try {
            run(OpenDatabase::compact);
            flushed();
        } finally {
            writes.unlock();
        }
    }

    /** The names of all table files that belong to the present state. */
    List<String> tables() {
        return using(db -> db.liveFiles().stream()
                .map(OpenDatabase.LiveFile::name)
                .filter(name -> name.endsWith(".sst"))
                .toList());
    }

    /** Visits every entry of {@code family}, keys in byte order. */
    public void forEach(ColumnFamily family, Visitor visitor) {
        run(db -> db.forEach(family, visitor));
    }

    /**
     * Visits the entries of {@code family} one after the other until {@code visitor} has seen enough: those from {@code from} on, keys in
     * byte order, or backwards from the last one that is not after {@code from}. One snapshot of the family.
     */
    public void scan(ColumnFamily family, byte[] from, boolean backwards, ScanVisitor visitor) {
        run(db -> db.scan(family, from, backwards, visitor));
    }

    /** Whether there is no user key that has not expired. */
    public boolean isEmpty() {
        AtomicBoolean found = new AtomicBoolean();
        long now = System.currentTimeMillis();
        scan(ColumnFamily.METADATA, new byte[0], false, (key, value) -> {
            found.set(!StringValue.decode(value).expired(now));
            return !found.get();
        });
        return !found.get();
    }

    /** Sees the entries of a scan; the arrays belong to it. */
    @FunctionalInterface
    public interface ScanVisitor {
        /** One entry. Returns whether to go on. */
        boolean entry(byte[] key, byte[] value);
    }

    /** Sees one entry; the arrays belong to it. */
    @FunctionalInterface
    public interface Visitor {
        /** One entry. */
        void entry(ColumnFamily family, byte[] key, byte[] value);
    }

    <T extends @Nullable Object> T using(OpenDatabase expected, Function<OpenDatabase, T> body) {
        return using(db -> {
            if (db != expected) {
                throw new StoreClosedException();
            }
            return body.apply(db);
        });
    }

    void usingIfOpen(OpenDatabase expected, Runnable body) {
        if (guard.tryEnter()) {
            try {
                if (database == expected) {
                    body.run();
                }
            } finally {
                guard.exit();
            }
        }
    }

    private <T extends @Nullable Object> T using(Function<OpenDatabase, T> body) {
        guard.enter();
        try {
            return body.apply(opened());
        } finally {
            guard.exit();
        }
    }

    private void run(Consumer<OpenDatabase> body) {
        guard.enter();
        try {
            body.accept(opened());
        } finally {
            guard.exit();
        }
    }

    private OpenDatabase opened() {
        OpenDatabase open = database;
        if (open == null) {
            throw new StoreClosedException();
        }
        return open;
    }

    private void commit(byte[] bytes) {
        if (observer.disturbs("slow write")) {
            LockSupport.parkNanos(SLOW_WRITE_NANOS);
        }
        run(db -> db.write(bytes));
        growth.signal();
    }

    /** The batch is in the log, so that a flush that fails is no failure of the write; the next write tries again. */
    private void flushIfDue(int written) {
        unflushed += written;
        if (unflushed < settings.flushBytes()) {
            return;
        }
        try {
            run(OpenDatabase::flush);
            flushed();
        } catch (StoreClosedException e) {
            throw e;
        } catch (StoreException e) {
            LOG.warn("{}; the next write tries again", e.getMessage());
        }
    }

    private void flushed() {
        unflushed = 0;
        observer.state("flushed", Long.toString(latestSequence()));
    }

    private void release() {
        OpenDatabase old = database;
        database = null;
        if (old != null) {
            old.close();
        }
        growth.signal();
    }
}
