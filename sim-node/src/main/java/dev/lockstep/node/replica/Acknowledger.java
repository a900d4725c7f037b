package dev.lockstep.node.replica;

import dev.lockstep.node.store.Store;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells the master how far the replica has got, {@code replconf ack <sequence>}, as servers after the recorded one do: after data at most
 * once a second, on each ping, and at once when asked. A master of the recorded version never reads what a replica says, so not more than
 * {@link #UNASKED} are sent before the first question: what nobody reads must fit into the buffers of the connection, or a write
 * would wait for ever. One a connection; belongs to the replication thread.
 */
final class Acknowledger {
    /** Acknowledgements of up to 60 bytes that are sent without ever having been asked for. */
    static final int UNASKED = 500;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Store store;
    private final boolean enabled;
    private int left = UNASKED;
    private boolean sentBefore;
    private long sentAt;

    Acknowledger(Store store, boolean enabled) {
        this.store = store;
        this.enabled = enabled;
    }

    boolean enabled() {
        return enabled;
    }

    /** A batch has been applied. */
    void applied(ReplicaLink link) throws IOException {
        if (!sentBefore || System.nanoTime() - sentAt >= INTERVAL_NANOS) {
            pinged(link);
        }
    }

    /** A ping has come. */
    void pinged(ReplicaLink link) throws IOException {
        if (enabled && left > 0) {
            left--;
            send(link);
        }
    }

    /** The master wants to know. */
    void asked(ReplicaLink link) throws IOException {
        left = UNASKED;
        send(link);
    }

    private void send(ReplicaLink link) throws IOException {
        sentBefore = true;
        sentAt = System.nanoTime();
        link.send("replconf", "ack", Long.toString(store.latestSequence()));
    }
}
