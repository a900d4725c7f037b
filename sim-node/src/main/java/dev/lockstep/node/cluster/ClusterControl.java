package dev.lockstep.node.cluster;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl;
import dev.lockstep.node.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Enumeration;
import java.util.List;

/**
 * Changes of the topology and of the role they give to this node, in the order of Kvrocks' Cluster::SetClusterNodes. All methods need the
 * exclusive work lock. A refused change changes nothing. Unlike upstream the slots of a new topology replace the old ones completely.
 */
public final class ClusterControl {
    private static final String BAD_VERSION = "Invalid cluster version";

    private final NodeConfig config;
    private final ClusterState state;
    private final ReplicationControl replication;
    private final NodesConf file;
    private final Store store;
    private final SlotMoves moves;
    private volatile boolean kept;
    private final NodeObserver observer;

    /** The control of {@code state}. */
    public ClusterControl(
            NodeConfig config,
            ClusterState state,
            ReplicationControl replication,
            Store store,
            SlotMoves moves,
            NodeObserver observer) {
        this.config = config;
        this.store = store;
        this.moves = moves;
        this.state = state;
        this.replication = replication;
        this.file = new NodesConf(config.dir());
        this.observer = observer;
    }

    /** The state that is changed. */
    public ClusterState state() {
        return state;
    }

    /** The moves of slots to and from other nodes. */
    public SlotMoves moves() {
        return moves;
    }

    /** At start: takes over what {@code nodes.conf} says, role included. */
    public void load() throws IOException {
        if (!config.yes(Option.PERSIST_CLUSTER_NODES)) {
            file.remove();
            return;
        }
        file.load(state);
        kept = true;
        if (state.initialized()) {
            takeRole();
        }
    }

    /**
     * CLUSTERX SETNODES. An equal version is accepted and ignored unless {@code force}.
     *
     * @throws TopologyException if version or text is refused
     * @throws IOException if {@code nodes.conf} cannot be written; as with the former, nothing has changed then
     */
    public void setNodes(String text, long version, boolean force) throws TopologyException, IOException {
        if (version < 0 || (!force && version < state.version())) {
            throw new TopologyException(BAD_VERSION);
        }
        if (!force && version == state.version()) {
            return;
        }
        Topology topology = TopologyParser.parse(text);
        ClusterState.Identity before = state.identity();
        state.replace(version, topology);
        if (state.myId().isEmpty() || force) {
            List<String> here = ownAddresses();
            state.identifyByAddress(node -> node.port() == config.integer(Option.PORT) && here.contains(node.host()));
        }
        persistOr(before);
        takeRole();
        moves.settle();
    }

    /**
     * CLUSTERX SETSLOT: gives slots to a master of the topology; the version must be the next one.
     *
     * @throws TopologyException if version or node is refused
     * @throws IOException if {@code nodes.conf} cannot be written; as with the former, nothing has changed then
     */
    public void setSlots(List<SlotRange> ranges, String id, long version) throws TopologyException, IOException {
        if (version <= 0 || version != state.version() + 1) {
            throw new TopologyException(BAD_VERSION);
        }
        ClusterNode owner = state.topology().node(id);
        if (owner == null) {
            throw new TopologyException("No this node in the cluster");
        }
        if (!owner.master()) {
            throw new TopologyException("The node isn't a master");
        }
        BitSet slots = SlotRanges.slots(ranges);
        ClusterState.Identity before = state.identity();
        state.replace(version, state.topology().withOwner(slots, owner));
        persistOr(before);
        observer.state("cluster_version", Long.toString(version));
        moves.settle(slots);
    }

    /**
     * CLUSTER RESET: forgets the cluster, and becomes a master.
     *
     * @throws TopologyException if there is data, or if slots are on their way
     */
    public void reset() throws TopologyException, IOException {
        if (moves.migration().inProgress()) {
            throw new TopologyException("Can't reset cluster while migrating slot");
        }
        if (moves.imports().inProgress()) {
            throw new TopologyException("Can't reset cluster while importing slot");
        }
        if (!store.isEmpty()) {
            throw new TopologyException("Can't reset cluster while database is not empty");
        }
        state.identify("");
        state.replace(-1, Topology.EMPTY);
        state.forgetMoves();
        moves.migration().reset();
        moves.imports().reset();
        observer.state("cluster_version", "-1");
        replication.removeMaster();
        file.remove();
    }

    /**
     * CLUSTERX SETNODEID; {@code id} has the right length.
     *
     * @throws IOException if {@code nodes.conf} cannot be written; nothing has changed then
     */
    public void setNodeId(String id) throws IOException {
        ClusterState.Identity before = state.identity();
        state.identify(id);
        persistOr(before);
        if (state.initialized()) {
            takeRole();
        }
    }

    private void takeRole() {
        observer.state("cluster_version", Long.toString(state.version()));
        ClusterNode myself = state.myself();
        if (myself == null || !myself.master()) {
            moves.migration().stop();
            moves.imports().abandon();
        }
        if (myself == null || myself.master()) {
            replication.removeMaster();
            return;
        }
        ClusterNode master = state.topology().node(myself.masterId());
        if (master != null && !master.id().equals(state.myId())) {
            replication.addMaster(new Master(master.host(), master.port()));
        }
    }

    /**
     * After a change of {@code persist-cluster-nodes-enabled}: a topology is kept at once, and an old one is never met again. Without cluster
     * mode nothing is done: the file is that of an earlier time and may be wanted again.
     */
    public void keepOrRemove() throws IOException {
        if (!config.yes(Option.CLUSTER_ENABLED)) {
            return;
        }
        if (!config.yes(Option.PERSIST_CLUSTER_NODES)) {
            kept = false;
            file.remove();
            return;
        }
        if (state.initialized()) {
            file.write(state);
        }
        kept = true;
    }

    /** Whether the topology of the last change that was answered would be met again after a restart. */
    public boolean kept() {
        return kept;
    }

    private void persistOr(ClusterState.Identity before) throws IOException {
        if (config.yes(Option.PERSIST_CLUSTER_NODES)) {
            try {
                file.write(state);
            } catch (IOException e) {
                state.restore(before);
                throw e;
            }
        }
    }

    private List<String> ownAddresses() throws IOException {
        String bind = config.text(Option.BIND);
        List<String> addresses = new ArrayList<>(List.of(bind.split(" ", -1)));
        if (addresses.contains("0.0.0.0") || addresses.contains("::")) {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements()) {
                interfaces
                        .nextElement()
                        .inetAddresses()
                        .map(InetAddress::getHostAddress)
                        .forEach(addresses::add);
            }
        }
        return addresses;
    }
}
