package dev.lockstep.node.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All nodes of one version, in the order in which they were given, and who owns which slot; never changes. */
public final class Topology {
    /** No node at all. */
    public static final Topology EMPTY = new Topology(new LinkedHashMap<>(), 0);

    private final Map<String, ClusterNode> nodes;
    private final @Nullable ClusterNode[] owners = new @Nullable ClusterNode[SlotHash.SLOTS];
    private final int size;

    Topology(Map<String, ClusterNode> nodes) {
        this(nodes, (int) nodes.values().stream()
                .filter(node -> node.master() && !node.slots().isEmpty())
                .count());
    }

    private Topology(Map<String, ClusterNode> nodes, int size) {
        this.nodes = Collections.unmodifiableMap(nodes);
        this.size = size;
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
        int assigned = 0;
        for (ClusterNode owner : owners) {
            assigned += owner == null ? 0 : 1;
        }
        return assigned;
    }

    /** How many masters had slots when this topology was given; SETSLOT does not count again. */
    public int size() {
        return size;
    }

    /** The same topology with {@code slots} owned by {@code owner}, one of its nodes. */
    public Topology withOwner(BitSet slots, ClusterNode owner) {
        Map<String, ClusterNode> changed = new LinkedHashMap<>();
        for (ClusterNode node : nodes.values()) {
            BitSet owned = (BitSet) node.slots().clone();
            if (node.id().equals(owner.id())) {
                owned.or(slots);
            } else {
                owned.andNot(slots);
            }
            changed.put(
                    node.id(),
                    new ClusterNode(node.id(), node.host(), node.port(), node.master(), node.masterId(), owned));
        }
        return new Topology(changed, size);
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
