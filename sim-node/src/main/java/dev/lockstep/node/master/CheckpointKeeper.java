package dev.lockstep.node.master;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.WatchedLock;
import dev.lockstep.node.runtime.WatchedRwLock;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one checkpoint that all full syncs share, in {@code <dir>/checkpoint} (Kvrocks storage.cc). It is reused while it is young and
 * a replica restored from it could go on incrementally; otherwise it is replaced, unless files of it are being sent. It is deleted
 * when nobody has used it for a while.
 */
public final class CheckpointKeeper {
    private static final long MIN_SHARE_SECONDS = 600;
    private static final long MAX_SHARE_SECONDS = 3600;

    private final WatchedLock lock;
    private final NodeObserver observer;
    private final WatchedRwLock databaseLock;
    private final Store store;
    private final Supplier<@Nullable String> historyId;
    private final NodeConfig config;
    private final Path directory;
    private final AtomicInteger senders = new AtomicInteger();
    private volatile long usedAt;
    private long createdAt;
    private long sequence = -1;
    private @Nullable String history;

    /**
     * The checkpoint in the directory of {@code config}; what an earlier process left there is deleted on first use.
     *
     * @param historyId the id of the history that the node writes now
     */
    public CheckpointKeeper(
            Store store,
            Supplier<@Nullable String> historyId,
            WatchedRwLock databaseLock,
            NodeConfig config,
            NodeObserver observer) {
        this.historyId = historyId;
        this.observer = observer;
        this.lock = new WatchedLock("checkpoint_mu", observer);
        this.databaseLock = databaseLock;
        this.store = store;
        this.config = config;
        this.directory = config.dir().resolve("checkpoint");
    }

    /** The directory of the checkpoint, which need not exist. */
    public Path directory() {
        return directory;
    }

    /**
     * Makes a checkpoint, or takes the one that is there.
     *
     * @return the names of its files, sorted
     * @throws IOException if it cannot be made, or if the old one is useless and still being sent
     */
    public List<String> open() throws IOException {
        lock.lock();
        try {
            if (!reusable() || (senders.get() == 0 && observer.disturbs("checkpoint is not shared"))) {
                replace();
            }
            usedAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
        return Trees.names(directory);
    }

    /** A sender of files begins; returns how many there are now. */
    public int senderStarts() {
        return senders.incrementAndGet();
    }

    /** A sender of files ends. */
    public void senderEnds() {
        senders.decrementAndGet();
        usedAt = System.nanoTime();
    }

    /** How many senders of files there are. */
    public int senders() {
        return senders.get();
    }

    /** Deletes the checkpoint if it is too old or nobody has used it for long. */
    public void purge() throws IOException {
        lock.lock();
        try {
            if (!Files.exists(directory)) {
                return;
            }
            long now = System.nanoTime();
            boolean idle = senders.get() == 0
                    && millis(now - usedAt) > config.timings().checkpointIdle();
            if (idle || millis(now - createdAt) > config.timings().checkpointMaxAge()) {
                destroy();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the checkpoint in any case, because the database it belongs to is replaced. */
    public void discard() throws IOException {
        lock.lock();
        try {
            destroy();
        } finally {
            lock.unlock();
        }
    }

    private boolean reusable() {
        if (sequence < 0 || !Files.exists(directory)) {
            return false;
        }
        long age = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - createdAt);
        long limit = Math.clamp(config.number(Option.WAL_TTL) / 2, MIN_SHARE_SECONDS, MAX_SHARE_SECONDS);
        // A replica that restored a checkpoint from before the node became master would not be let in, and begin again
        // for ever.
        return age <= limit && PsyncCheck.servable(store, sequence + 1) && Objects.equals(history, historyId.get());
    }

    private void replace() throws IOException {
        if (sequence >= 0 && Files.exists(directory) && senders.get() > 0) {
            throw new IOException("the checkpoint cannot be used any more but is still being sent");
        }
        destroy();
        databaseLock.lock(false);
        try {
            sequence = store.checkpoint(directory);
            history = historyId.get();
        } finally {
            databaseLock.unlock(false);
        }
        createdAt = System.nanoTime();
    }

    private void destroy() throws IOException {
        sequence = -1;
        Trees.delete(directory);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
