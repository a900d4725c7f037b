package dev.lockstep.node.replica;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.WatchedLock;
import dev.lockstep.node.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The role of the node (Kvrocks AddMaster and RemoveMaster in server.cc). Every change happens under {@code slaveof_mu}, which is held while
 * the old replication thread is stopped and joined.
 */
public final class ReplicationControl {
    private final WatchedLock lock;
    private final NodeConfig config;
    private final Store store;
    private final ReplicationId replicationId;
    private final Restoration restoration;
    private final NodeThreads threads;
    private final NodeObserver observer;
    private volatile @Nullable Master master;
    private volatile @Nullable ReplicationThread thread;
    /** Guarded by the lock. */
    private boolean over;

    /** A master. */
    public ReplicationControl(
            NodeConfig config,
            Store store,
            ReplicationId replicationId,
            Restoration restoration,
            NodeThreads threads,
            NodeObserver observer) {
        this.lock = new WatchedLock("slaveof_mu", observer);
        this.config = config;
        this.store = store;
        this.replicationId = replicationId;
        this.restoration = restoration;
        this.threads = threads;
        this.observer = observer;
    }

    /** Follows {@code wanted} from now on; does nothing if it does so already. */
    public void addMaster(Master wanted) {
        lock.lock();
        try {
            if (!wanted.equals(master)) {
                follow(wanted);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins again with the same master, over a new connection. Returns whether there is a master. */
    public boolean restart() {
        lock.lock();
        try {
            Master current = master;
            if (current != null) {
                follow(current);
            }
            return current != null;
        } finally {
            lock.unlock();
        }
    }

    /** Becomes a master and begins a history of its own; does nothing if it is one. */
    public void removeMaster() {
        lock.lock();
        try {
            if (master == null) {
                return;
            }
            master = null;
            config.force(Option.SLAVEOF, NodeConfig.NO_MASTER);
            stopThread();
            announceRole();
            replicationId.shift();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the replication thread for good, because the node stops: who changes the role from now on starts no other. */
    public void shutdown() {
        lock.lock();
        try {
            over = true;
            stopThread();
        } finally {
            lock.unlock();
        }
    }

    /** Tries again to open a database that a full sync could not open. */
    public void reopenDatabase() {
        restoration.reopen();
    }

    /** What INFO and ROLE tell, read under the lock. */
    public Snapshot snapshot() {
        lock.lock();
        try {
            return peek();
        } finally {
            lock.unlock();
        }
    }

    /** The same without the lock: master and link may be of two moments. */
    public Snapshot peek() {
        ReplicationThread current = thread;
        return new Snapshot(
                master, current == null ? null : current.state(), current == null ? 0 : current.lastIoMillis());
    }

    /** Whether the node is a replica; takes no lock. */
    public boolean isReplica() {
        return master != null;
    }

    /**
     * The role at one moment.
     *
     * @param master whom the node follows, or null for a master
     * @param state of the link, or null if there is none
     * @param lastIoMillis when bytes came last, ms since 1970, 0 for never
     */
    public record Snapshot(
            @Nullable Master master, @Nullable LinkState state, long lastIoMillis) {
        /** Whether the link is up. */
        public boolean connected() {
            return state == LinkState.CONNECTED;
        }
    }

    private void follow(Master wanted) {
        stopThread();
        ReplicationThread next =
                new ReplicationThread(wanted, config, store, replicationId, restoration, threads, observer);
        master = wanted;
        config.force(Option.SLAVEOF, wanted.host() + " " + wanted.given());
        announceRole();
        if (!over) {
            thread = next;
            next.start();
        }
    }

    private void stopThread() {
        ReplicationThread old = thread;
        if (old != null) {
            old.stop();
            thread = null;
            observer.state("replication", "none");
        }
    }

    private void announceRole() {
        observer.state("role", master == null ? "master" : "slave");
    }
}
