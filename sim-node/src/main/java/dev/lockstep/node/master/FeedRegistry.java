package dev.lockstep.node.master;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.WatchedLock;
import dev.lockstep.node.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The feeds of all connected replicas, under {@code slave_threads_mu}. Joins of ended feeds happen under that lock, as in Kvrocks. */
public final class FeedRegistry {
    private final NodeObserver observer;
    private final WatchedLock lock;
    private final NodeThreads threads;
    private final Store store;
    private final NodeConfig config;
    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private volatile Runnable acknowledged = () -> {};
    private int started;

    /** No replica yet. */
    public FeedRegistry(NodeThreads threads, Store store, NodeConfig config, NodeObserver observer) {
        this.lock = new WatchedLock("slave_threads_mu", observer);
        this.observer = observer;
        this.threads = threads;
        this.store = store;
        this.config = config;
    }

    /** Starts feeding a replica that waits for sequence {@code next}. */
    public void add(DetachedLink link, ReplicaAddress address, long next) {
        Feed feed = new Feed(
                link,
                address,
                next,
                store,
                config.timings(),
                config.number(Option.MAX_REPLICATION_LAG),
                config.newerProtocol() ? () -> acknowledged.run() : null,
                observer);
        lock.lock();
        try {
            feeds.add(feed);
            feed.start(threads, "feed-replica-" + started++);
        } finally {
            lock.unlock();
        }
    }

    /** All feeds that have not been reaped, the stopped ones included. */
    public List<Feed> all() {
        lock.lock();
        try {
            return List.copyOf(feeds);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many replicas have acknowledged {@code sequence}. Takes no lock. One that has connected again may have a feed from before, whose
     * end nobody has noticed, and counts once.
     */
    public int having(long sequence) {
        return (int) feeds.stream()
                .filter(feed -> !feed.isStopped() && feed.acknowledged() >= sequence)
                .map(Feed::address)
                .distinct()
                .count();
    }

    /** Asks all replicas for an acknowledgement of {@code sequence}. Takes no lock. */
    public void askForAcks(long sequence) {
        feeds.forEach(feed -> feed.wantAck(sequence));
    }

    /** {@code action} is run on the thread of a feed whenever a replica has acknowledged something. */
    public void onAcknowledged(Runnable action) {
        acknowledged = action;
    }

    /** Makes one feed end soon; it is reaped later. */
    public void disconnect(Feed feed) {
        feed.stop();
    }

    /** Stops all feeds and waits until their threads have ended. Returns how many there were. */
    public int disconnectAll() {
        lock.lock();
        try {
            feeds.forEach(Feed::stop);
            feeds.forEach(Feed::join);
            int count = feeds.size();
            feeds.clear();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the feeds that have ended by themselves. */
    public void reap() {
        if (feeds.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            feeds.removeIf(feed -> {
                if (feed.isStopped()) {
                    feed.join();
                }
                return feed.isStopped();
            });
        } finally {
            lock.unlock();
        }
    }
}
