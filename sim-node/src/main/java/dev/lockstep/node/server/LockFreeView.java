package dev.lockstep.node.server;

import dev.lockstep.node.api.NodeView;
import dev.lockstep.node.command.NodeContext;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl.Snapshot;
import dev.lockstep.node.store.ColumnFamily;

/** A look into a node that waits for nobody. */
final class LockFreeView implements NodeView {
    private final NodeContext node;

    LockFreeView(NodeContext node) {
        this.node = node;
    }

    @Override
    public boolean open() {
        return node.store().isOpen();
    }

    @Override
    public long latestSequence() {
        return node.store().latestSequenceOrMinusOne();
    }

    @Override
    public void forEachEntry(EntryVisitor visitor) {
        for (ColumnFamily family : ColumnFamily.values()) {
            node.store().forEach(family, (where, key, value) -> visitor.entry(where.id(), key, value));
        }
    }

    @Override
    public String role() {
        return node.replication().isReplica() ? "slave" : "master";
    }

    @Override
    public String master() {
        Master master = node.replication().peek().master();
        return master == null ? "" : master.toString();
    }

    @Override
    public String link() {
        Snapshot role = node.replication().peek();
        return role.state() == null ? "none" : role.state().label();
    }

    @Override
    public boolean loading() {
        return node.loading().isOn();
    }

    @Override
    public long clusterVersion() {
        return node.cluster().state().version();
    }

    @Override
    public boolean keepsTopology() {
        return node.cluster().kept();
    }

    @Override
    public boolean importing(int slot) {
        return node.cluster().moves().imports().importing(slot);
    }

    @Override
    public boolean imported(int slot) {
        return node.cluster().state().imported(slot);
    }
}
