package dev.lockstep.node.cluster;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of its cluster: version, its own id, the topology. Changed only under the exclusive work lock; the fields are
 * volatile, so that an onlooker without the lock sees a whole topology.
 */
public final class ClusterState {
    private volatile long version = -1;
    private volatile String myId = "";
    private volatile Topology topology = Topology.EMPTY;

    /** The version of the topology, -1 before the first. */
    public long version() {
        return version;
    }

    /** The id of this node, empty if it has none. */
    public String myId() {
        return myId;
    }

    /** The nodes. */
    public Topology topology() {
        return topology;
    }

    /** Whether there has been a topology. */
    public boolean initialized() {
        return version >= 0;
    }

    /** This node in the topology, or null. */
    public @Nullable ClusterNode myself() {
        return topology.node(myId);
    }

    /** Replaces version and topology completely. */
    public void replace(long newVersion, Topology nodes) {
        version = newVersion;
        topology = nodes;
    }

    /** Gives this node an id. */
    public void identify(String id) {
        myId = id;
    }

    /** Takes the id of the first node that is this one by its address; keeps the old id if none is. */
    public void identifyByAddress(Predicate<ClusterNode> isHere) {
        for (ClusterNode node : topology.nodes()) {
            if (isHere.test(node)) {
                myId = node.id();
                return;
            }
        }
    }
}
