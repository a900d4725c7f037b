package dev.lockstep.node.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All nodes of one version, in the order in which they were given, and who owns which slot; never changes. */
public final class Topology {
    /** No node at all. */
    public static final Topology EMPTY = new Topology(new LinkedHashMap<>());

    private final Map<String, ClusterNode> nodes;
    private final @Nullable ClusterNode[] owners = new @Nullable ClusterNode[SlotHash.SLOTS];

    Topology(Map<String, ClusterNode> nodes) {
        this.nodes = Collections.unmodifiableMap(nodes);
        for (ClusterNode node : nodes.values()) {
            node.slots().stream().forEach(slot -> owners[slot] = node);
        }
    }

    /** All nodes. */
    public Collection<ClusterNode> nodes() {
        return nodes.values();
    }

    /** The node with that id, or null. */
    public @Nullable ClusterNode node(String id) {
        return nodes.get(id);
    }

    /** The owner of {@code slot}, or null. */
    public @Nullable ClusterNode owner(int slot) {
        return owners[slot];
    }

    /** How many slots have an owner. */
    public int assigned() {
        return nodes.values().stream()
                .mapToInt(node -> node.slots().cardinality())
                .sum();
    }

    /** How many masters there are. */
    public int size() {
        return (int) nodes.values().stream().filter(ClusterNode::master).count();
    }

    /** The replicas of the master {@code id}, in order. */
    public List<ClusterNode> replicasOf(String id) {
        List<ClusterNode> replicas = new ArrayList<>();
        for (ClusterNode node : nodes.values()) {
            if (!node.master() && node.masterId().equals(id)) {
                replicas.add(node);
            }
        }
        return replicas;
    }
}
