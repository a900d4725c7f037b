package dev.lockstep.node.replica;

import dev.lockstep.node.runtime.Loading;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.runtime.WatchedRwLock;
import dev.lockstep.node.store.DatabaseSwap;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the database away from everybody, and gives it back (Kvrocks PrepareRestoreDB and its callbacks). Between {@link #begin} and
 * {@link #end} every command is answered with {@code -LOADING}.
 */
public final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final Store store;
    private final DatabaseSwap swap;
    private final Loading loading;
    private final WatchedRwLock workLock;
    private final WatchedRwLock databaseLock;
    private final MasterDuties duties;
    /** Held by whoever opens the database of a full sync that has ended without one. */
    private final ReentrantLock handover = new ReentrantLock();

    private boolean taken;
    private volatile boolean left;

    /** The restoration of {@code store}. */
    public Restoration(
            Store store, Loading loading, WatchedRwLock workLock, WatchedRwLock databaseLock, MasterDuties duties) {
        this.store = store;
        this.swap = new DatabaseSwap(store);
        this.loading = loading;
        this.workLock = workLock;
        this.databaseLock = databaseLock;
        this.duties = duties;
    }

    /** What a node does for replicas of its own and must give up when its database is replaced. */
    public interface MasterDuties {
        /** Ends a migration of slots to another node and waits for its thread. */
        void stopMigration();

        /** Disconnects all replicas and waits for their feeds. */
        void disconnectReplicas();

        /** Deletes the checkpoint, which belongs to the old database. */
        void discardCheckpoint() throws IOException;
    }

    /**
     * Turns everybody away and closes the database. The work lock is only tried for, because its holder may be waiting for this very
     * thread to stop.
     *
     * @return whether the database is closed now; if not, {@code stop} was raised and nothing has changed
     */
    boolean begin(StopSignal stop, int pollMillis) {
        duties.disconnectReplicas();
        duties.stopMigration();
        loading.set(true);
        if (!workLock.lockExclusivelyUnless(stop, pollMillis)) {
            loading.set(false);
            return false;
        }
        workLock.unlock(true);
        // A PSYNC that was already running may have added a feed; from here on every PSYNC is turned away.
        duties.disconnectReplicas();
        databaseLock.lock(true);
        try {
            store.close();
        } finally {
            databaseLock.unlock(true);
        }
        taken = true;
        return true;
    }

    /** Whether the database has been taken away and not given back. Belongs to the replication thread. */
    boolean inProgress() {
        return taken;
    }

    /** Deletes all data of the closed database. */
    void empty() throws IOException {
        swap.empty();
    }

    /** Opens the database in {@code downloaded} instead of the old one; the old one if that fails. */
    void replace(Path downloaded) throws IOException {
        duties.discardCheckpoint();
        databaseLock.lock(true);
        try {
            swap.restore(downloaded);
        } finally {
            databaseLock.unlock(true);
        }
    }

    /**
     * Lets everybody in again. If no database has been opened since {@link #begin}, the one on disk is, or an empty one.
     *
     * @throws StoreException if none can be opened; then nobody is let in until {@link #reopen} or another full sync has opened one
     */
    void end() {
        taken = false;
        if (!store.isOpen()) {
            open();
        }
        left = false;
        loading.set(false);
    }

    private void open() {
        databaseLock.lock(true);
        try {
            swap.recover();
            store.open();
        } catch (IOException | StoreException e) {
            left = true;
            throw e instanceof StoreException told
                    ? told
                    : new StoreException("cannot put the old database back: " + e.getMessage(), e);
        } finally {
            databaseLock.unlock(true);
        }
    }

    /** A full sync goes on with the database that an earlier one could not open again. On the replication thread. */
    void resume() {
        handover.lock();
        try {
            taken = left;
            left = false;
        } finally {
            handover.unlock();
        }
    }

    /** Tries again to open a database that the end of a full sync could not open, as when the disk was full. Any thread. */
    public void reopen() {
        if (!left || !handover.tryLock()) {
            return;
        }
        try {
            if (left) {
                end();
            }
        } catch (StoreException e) {
            LOG.debug("still no database: {}", e.getMessage());
        } finally {
            handover.unlock();
        }
    }
}
