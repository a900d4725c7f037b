package dev.lockstep.node.cluster;

import dev.lockstep.node.replica.ReplicationControl;
import java.util.BitSet;
import java.util.function.Consumer;

/** CLUSTERX MIGRATE and CLUSTER IMPORT: what must hold before slots begin to move, with Kvrocks' messages in its order (cluster.cc). */
public final class SlotMoves {
    private final ClusterState state;
    private final ReplicationControl replication;
    private final SlotImport imports;
    private final SlotMigration migration;

    /** The moves of a node. */
    public SlotMoves(ClusterState state, ReplicationControl replication, SlotImport imports, SlotMigration migration) {
        this.state = state;
        this.replication = replication;
        this.imports = imports;
        this.migration = migration;
    }

    /** The receiving end. */
    public SlotImport imports() {
        return imports;
    }

    /** The sending end. */
    public SlotMigration migration() {
        return migration;
    }

    /** CLUSTERX MIGRATE. Any thread that holds the work lock, shared. */
    public void migrate(SlotRange range, String destination, Consumer<Boolean> whenDone) throws TopologyException {
        ClusterNode node = state.topology().node(destination);
        if (node == null) {
            throw new TopologyException("Can't find the destination node id");
        }
        for (int slot = range.first(); slot <= range.last(); slot++) {
            if (!isMine(slot)) {
                throw new TopologyException("Can't migrate slot which doesn't belong to me");
            }
        }
        if (replication.isReplica()) {
            throw new TopologyException("Slave can't migrate slot");
        }
        if (!node.master()) {
            throw new TopologyException("Can't migrate slot to a slave");
        }
        if (destination.equals(state.myId())) {
            throw new TopologyException("Can't migrate slot to myself");
        }
        migration.start(range, node, whenDone);
    }

    /**
     * CLUSTER IMPORT with {@code step} 0, 1 or 2, over the connection with that number. Needs the work lock, exclusively.
     *
     * @throws TopologyException if it is refused
     */
    public void importSlots(SlotRange range, int step, long connection) throws TopologyException {
        ClusterNode myself = state.myself();
        if (myself == null || !myself.master() || replication.isReplica()) {
            throw new TopologyException("Slave can't import slot");
        }
        if (step == 0 && isMine(range.first())) {
            throw new TopologyException("Can't import slot which belongs to me");
        }
        switch (step) {
            case 0 -> imports.start(range, connection);
            case 1 -> imports.succeed(range);
            case 2 -> imports.fail(range);
            default -> throw new TopologyException("Invalid import state");
        }
    }

    /** The topology has been replaced: keys that have gone for good are deleted, and the marks are dropped. */
    void settle() {
        for (SlotRange range : state.migrated().keySet()) {
            for (int slot = range.first(); slot <= range.last(); slot++) {
                clearIfGone(slot);
            }
        }
        state.forgetMoves();
    }

    /** The slots that SETSLOT has just given to another node. */
    void settle(BitSet slots) {
        for (SlotRange range : state.migrated().keySet()) {
            for (int slot = range.first(); slot <= range.last(); slot++) {
                if (slots.get(slot)) {
                    clearIfGone(slot);
                }
            }
        }
        state.forgetMigrated(slots);
        state.forgetImported(slots);
    }

    /** What CLUSTER INFO adds. */
    String info() {
        return migration.info() + imports.info();
    }

    /** What CLUSTER NODES shows behind this node's own slots. */
    String mark() {
        SlotRange arriving = imports.importing();
        if (arriving == null) {
            return migration.mark();
        }
        ClusterNode source = state.topology().owner(arriving.first());
        return migration.mark() + " [" + arriving + "-<-" + (source == null ? "" : source.id()) + "]";
    }

    private boolean isMine(int slot) {
        ClusterNode owner = state.topology().owner(slot);
        return owner != null && owner.id().equals(state.myId());
    }

    private void clearIfGone(int slot) {
        if (!isMine(slot) && !replication.isReplica()) {
            imports.clear(new SlotRange(slot, slot));
        }
    }
}
