package dev.lockstep.node.replica;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.store.Store;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code master-repl}: follows one master until it is stopped. Two machines, incremental sync and full sync; each failure starts
 * the same machine again, a refused PSYNC switches to full sync, a restored database switches back. Nothing wakes the thread for a stop:
 * it looks at the stop signal at least once in each of its waits, which bounds {@link #stop}.
 */
public final class ReplicationThread {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationThread.class);
    private static final String NAME = "master-repl";

    private final Master master;
    private final NodeConfig config;
    private final Store store;
    private final NodeThreads threads;
    private final NodeObserver observer;
    private final Handshake handshake;
    private final FullSync fullSync;
    private final SyncDirectory directory;
    private final StopSignal stop = new StopSignal();
    private final BackOff backOff;
    private volatile LinkState state = LinkState.CONNECTING;
    private volatile long lastIoMillis;
    private boolean full;
    private @Nullable NodeThread thread;

    ReplicationThread(
            Master master,
            NodeConfig config,
            Store store,
            ReplicationId replicationId,
            Restoration restoration,
            NodeThreads threads,
            NodeObserver observer) {
        this.master = master;
        this.config = config;
        this.store = store;
        this.threads = threads;
        this.observer = observer;
        this.backOff = new BackOff(config.newerProtocol());
        this.directory = new SyncDirectory(config.dir());
        this.handshake = new Handshake(config, store, replicationId, this::become);
        this.fullSync = new FullSync(config, store, observer, directory, restoration, handshake, this::become, stop);
    }

    /** How far the link has got. Any thread. */
    public LinkState state() {
        return state;
    }

    /** When bytes came last, ms since 1970, 0 for never. Any thread. */
    public long lastIoMillis() {
        return lastIoMillis;
    }

    /** Starts the thread. What an earlier one left of a full sync is deleted first. */
    void start() {
        observer.state("replication", state.label());
        thread = threads.start(NAME, this::run);
    }

    /** Raises the stop signal and waits until the thread has ended. Must not be called on the thread itself. */
    void stop() {
        threads.stopping(NAME);
        stop.set();
        NodeThread started = thread;
        if (started != null) {
            started.join();
        }
    }

    private void run() {
        try {
            directory.destroy();
        } catch (IOException e) {
            LOG.warn("cannot delete what an earlier full sync left", e);
        }
        while (!stop.isSet()) {
            attempt();
        }
    }

    private void attempt() {
        try (ReplicaLink link = connect()) {
            follow(link);
        } catch (StoppedException e) {
            LOG.debug("replication from {} stops", master);
        } catch (RestartException | RuntimeException e) {
            LOG.warn(
                    "replication from {}: {}; retry in {} ms",
                    master,
                    e.getMessage(),
                    timings().retryWait());
            retry(timings().retryWait());
        } catch (IOException e) {
            LOG.info("replication from {}: {}; reconnecting", master, e.getMessage());
            retry(backOff.next(timings().reconnectWait()));
        }
    }

    private void follow(ReplicaLink link) throws IOException {
        if (full) {
            fullSync.run(link, master, threads);
            full = false;
            become(LinkState.CONNECTING);
            backOff.succeeded();
        } else if (handshake.run(link)) {
            become(LinkState.CONNECTED);
            backOff.succeeded();
            new BatchLoop(store, new Acknowledger(store, config.newerProtocol())).run(link);
        } else {
            become(LinkState.ERROR);
            full = true;
        }
    }

    private ReplicaLink connect() throws StoppedException {
        long triedAt = Long.MIN_VALUE;
        while (!stop.isSet()) {
            if (triedAt != Long.MIN_VALUE && millisSince(triedAt) < timings().reconnectWait()) {
                pause(backOff.next(timings().reconnectWait()));
            }
            triedAt = System.nanoTime();
            try {
                return ReplicaLink.open(master, timings(), stop, this::received);
            } catch (IOException e) {
                LOG.debug("cannot connect to {}: {}", master, e.getMessage());
            }
        }
        throw new StoppedException();
    }

    private void retry(int waitMillis) {
        if (!stop.isSet()) {
            become(LinkState.CONNECTING);
            pause(waitMillis);
        }
    }

    /** Every back-off of this thread: ends at once when the thread is to stop. */
    private void pause(int millis) {
        stop.await(millis);
    }

    private void received() {
        lastIoMillis = System.currentTimeMillis();
    }

    private void become(LinkState next) {
        if (state != next) {
            state = next;
            observer.state("replication", next.label());
        }
    }

    private ReplicationTimings timings() {
        return config.timings();
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
