package dev.lockstep.node.master;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to one replica on a thread of its own (Kvrocks FeedSlaveThread). Writes {@code +OK} first, then every batch from the
 * given sequence on, and a ping frame after each two seconds spent idle. Ends when the replica cannot be written to, when the log does
 * not continue, when the replica lags too far behind, or when stopped; the registry then removes it.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final String PING = "$4\r\nping\r\n";
    private static final long LOG_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int LOG_RETRIES = 50;
    private static final String GET_ACK = "$7\r\n_getack\r\n";
    private static final long ACK_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final DetachedLink link;
    private final ReplicaAddress address;
    private final Store store;
    private final WalReader log;
    private final ReplicationTimings timings;
    private final long maxLag;
    private final FrameBuffer frames = new FrameBuffer();
    private final @Nullable Acknowledgements acknowledgements;
    private final NodeObserver observer;
    private final AckReader acks = new AckReader();
    private volatile long acknowledged = -1;
    /** The highest sequence that somebody wants to be acknowledged, -1 for none. */
    private final AtomicLong wanted = new AtomicLong(-1);

    private volatile long next;
    private volatile boolean stopped;
    private long idleLeft;
    private @Nullable NodeThread thread;

    Feed(
            DetachedLink link,
            ReplicaAddress address,
            long next,
            Store store,
            ReplicationTimings timings,
            long maxLag,
            @Nullable Acknowledgements acknowledgements,
            NodeObserver observer) {
        this.acknowledgements = acknowledgements;
        this.observer = observer;
        this.link = link;
        this.address = address;
        this.next = next;
        this.store = store;
        this.log = store.walReader();
        this.timings = timings;
        this.maxLag = maxLag;
        this.idleLeft = timings.feedPingNanos();
    }

    /** Told that a replica has acknowledged something. */
    @FunctionalInterface
    interface Acknowledgements {
        /** On the feed's thread. */
        void came();
    }

    /** Where the replica says it is. */
    public ReplicaAddress address() {
        return address;
    }

    /** The other end of its connection as {@code ip:port}. */
    public String peer() {
        return link.peerIp() + ":" + link.peerPort();
    }

    /** The number of its connection. */
    public long id() {
        return link.id();
    }

    /** The last sequence sent. */
    public long sent() {
        return next - 1;
    }

    /** The highest sequence that the replica has acknowledged, -1 for none. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Asks the replica for an acknowledgement as soon as it has been sent {@code sequence}. */
    void wantAck(long sequence) {
        wanted.accumulateAndGet(sequence, Math::max);
        store.wakeWaiters();
    }

    /** Whether the feed has ended or is about to. */
    public boolean isStopped() {
        return stopped;
    }

    void start(NodeThreads threads, String name) {
        thread = threads.start(name, this::run);
    }

    void stop() {
        stopped = true;
        store.wakeWaiters();
        link.wake();
    }

    void join() {
        NodeThread started = thread;
        if (started != null) {
            started.join();
        }
    }

    private void run() {
        try (link;
                log) {
            link.write("+OK\r\n", this::isStopped);
            while (!stopped) {
                step();
            }
        } catch (IOException | StoreException e) {
            LOG.info("the feed of {} ends: {}", address, e.getMessage());
        } finally {
            stopped = true;
        }
    }

    private void step() throws IOException {
        readAcks();
        WalBatch batch = log.at(next);
        if (batch == null) {
            flush();
            idle();
            return;
        }
        if (batch.sequence() != next) {
            throw new IOException("WAL iterator is discrete: wanted " + next + ", found " + batch.sequence());
        }
        long latest = store.latestSequence();
        if (latest - next > maxLag) {
            throw new IOException("the replica lags " + (latest - next) + " sequences behind");
        }
        boolean due = frames.add(batch, latest);
        next = batch.next();
        if (due || observer.disturbs("batch is sent alone")) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (!frames.isEmpty()) {
            link.write(frames.take(), this::isStopped);
        }
    }

    private void idle() throws IOException {
        if (store.latestSequence() >= next) {
            awaitLog();
            return;
        }
        if (acknowledgements == null) {
            idleLeft = store.awaitSequence(next, this::isStopped, idleLeft);
        } else {
            idleLeft -= awaitForAWhile(Math.min(idleLeft, ACK_POLL_NANOS));
        }
        if (idleLeft <= 0) {
            idleLeft = timings.feedPingNanos();
            link.write(PING, this::isStopped);
        }
    }

    /** Returns the nanoseconds that were waited. */
    private long awaitForAWhile(long nanos) {
        return nanos - store.awaitSequence(next, () -> stopped || mayAsk(wanted.get()), nanos);
    }

    private void readAcks() throws IOException {
        if (acknowledgements == null) {
            return;
        }
        if (acks.read(link)) {
            acknowledged = acks.acknowledged();
            acknowledgements.came();
        }
        long sequence = wanted.get();
        if (mayAsk(sequence) && wanted.compareAndSet(sequence, -1)) {
            flush();
            link.write(GET_ACK, this::isStopped);
        }
    }

    /** Behind what it is about, or the answer would be about what was before; and one that never acknowledges takes it for a batch. */
    private boolean mayAsk(long sequence) {
        return sequence >= 0 && sequence < next && acknowledged >= 0;
    }

    /** The sequence exists but the log does not show it: it is being moved to the archive, or it has been deleted for good. */
    private void awaitLog() throws IOException {
        for (int i = 0; i < LOG_RETRIES && !stopped; i++) {
            store.awaitSequence(Long.MAX_VALUE, this::isStopped, LOG_RETRY_NANOS);
            if (PsyncCheck.servable(store, next)) {
                return;
            }
        }
        throw new IOException("sequence " + next + " is not in the log any more");
    }
}
