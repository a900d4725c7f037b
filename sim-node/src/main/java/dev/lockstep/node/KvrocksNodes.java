package dev.lockstep.node;

import dev.lockstep.node.api.NodeFactory;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.server.Node;
import java.util.Map;
import org.rocksdb.RocksDB;

/** The factory of this build's nodes, found by {@link java.util.ServiceLoader}. */
public final class KvrocksNodes implements NodeFactory {
    /** A factory; it has no state. */
    public KvrocksNodes() {}

    @Override
    public NodeServer create(Map<String, String> config, NodeObserver observer) {
        return new Node(NodeConfig.restored(config), observer);
    }

    @Override
    public void prepare() {
        RocksDB.loadLibrary();
    }
}
