package dev.lockstep.node.cluster;

import dev.lockstep.node.replica.ReplicationId;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving end of a slot migration (Kvrocks slot_import.cc): what CLUSTER IMPORT changes, and the end of the connection that brings
 * the keys. One import at a time. The methods that change anything need the work lock, {@link #connectionClosed} shared, the others
 * exclusively.
 */
public final class SlotImport {
    private static final Logger LOG = LoggerFactory.getLogger(SlotImport.class);

    private final ClusterState state;
    private final Store store;
    private final ReplicationId replicationId;
    private volatile Progress progress = new Progress(null, Step.NONE, -1);

    /** Nothing imported yet. */
    public SlotImport(ClusterState state, Store store, ReplicationId replicationId) {
        this.state = state;
        this.store = store;
        this.replicationId = replicationId;
    }

    /** How far an import has got; the names are those in CLUSTER INFO. */
    enum Step {
        NONE,
        START,
        SUCCESS,
        ERROR
    }

    private record Progress(@Nullable SlotRange range, Step step, long connection) {}

    /** Whether keys are arriving. */
    public boolean inProgress() {
        return progress.step() == Step.START;
    }

    /** Whether keys of {@code slot} are arriving. */
    public boolean importing(int slot) {
        Progress now = progress;
        return now.step() == Step.START && now.range() != null && now.range().contains(slot);
    }

    /** The slots that are arriving, or null. */
    public @Nullable SlotRange importing() {
        Progress now = progress;
        return now.step() == Step.START ? now.range() : null;
    }

    /** CLUSTER IMPORT with state 0: the keys will come over {@code connection}. What there is of these slots is deleted. */
    void start(SlotRange range, long connection) throws TopologyException {
        Progress now = progress;
        if (now.step() == Step.START) {
            throw new TopologyException("only one importing job is allowed, current importing: " + now.range());
        }
        clear(range);
        progress = new Progress(range, Step.START, connection);
    }

    /** CLUSTER IMPORT with state 1: everything has come, and this node serves the slots. */
    void succeed(SlotRange range) throws TopologyException {
        Progress now = expect(range);
        state.imported(range);
        progress = new Progress(range, Step.SUCCESS, now.connection());
    }

    /** CLUSTER IMPORT with state 2: what has come is deleted. */
    void fail(SlotRange range) throws TopologyException {
        Progress now = expect(range);
        clear(range);
        progress = new Progress(range, Step.ERROR, now.connection());
    }

    /** This node is no master any more: the import ends, its keys belong to the master's history now. */
    void abandon() {
        Progress now = progress;
        if (now.step() == Step.START) {
            progress = new Progress(now.range(), Step.ERROR, now.connection());
        }
    }

    /** Forgets everything, for CLUSTER RESET. */
    void reset() {
        progress = new Progress(null, Step.NONE, -1);
    }

    /** A connection has ended. If it was the one that brings keys, the import has failed. */
    public void connectionClosed(long connection) {
        Progress now = progress;
        if (now.step() == Step.START && now.connection() == connection && now.range() != null) {
            LOG.warn("the connection that imports {} has ended", now.range());
            try {
                clear(now.range());
            } catch (StoreException e) {
                LOG.warn("the keys of {} are left", now.range(), e);
            }
            progress = new Progress(now.range(), Step.ERROR, connection);
        }
    }

    /** The lines in CLUSTER INFO; empty before the first import. */
    String info() {
        Progress now = progress;
        return now.range() == null
                ? ""
                : "importing_slot(s): " + now.range() + "\r\nimport_state: "
                        + now.step().name().toLowerCase(Locale.ROOT) + "\r\n";
    }

    /** Deletes the keys of {@code range}, if there are any. */
    void clear(SlotRange range) {
        SlotKeys keys = new SlotKeys(range);
        AtomicBoolean found = new AtomicBoolean();
        SlotKeys.FAMILIES.forEach(family -> store.scan(family, keys.from(), false, (key, value) -> {
            found.compareAndSet(false, keys.contains(key));
            return false;
        }));
        if (found.get()) {
            store.write(replicationId.sign(keys.deletion()));
        }
    }

    private Progress expect(SlotRange range) throws TopologyException {
        Progress now = progress;
        if (now.step() != Step.START || !range.equals(now.range())) {
            throw new TopologyException("mismatch slot, importing slot(s): "
                    + (now.range() == null ? "-1" : now.range()) + ", but got: " + range);
        }
        return now;
    }
}
