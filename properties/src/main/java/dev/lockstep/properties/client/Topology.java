package dev.lockstep.properties.client;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who replicates whom and who owns the slots, as CLUSTERX SETNODES spells it. Immutable. */
public final class Topology {
    private static final String ALL_SLOTS = "0-16383";

    private final long version;
    private final Map<SimulatedNode, @Nullable SimulatedNode> masters;
    private final SimulatedNode owner;
    private final String slots;

    private Topology(
            long version, Map<SimulatedNode, @Nullable SimulatedNode> masters, SimulatedNode owner, String slots) {
        this.version = version;
        this.masters = masters;
        this.owner = owner;
        this.slots = slots;
    }

    /** All nodes are masters; the first one owns all slots. */
    public static Topology initial(Collection<SimulatedNode> nodes) {
        Map<SimulatedNode, @Nullable SimulatedNode> masters = new LinkedHashMap<>();
        nodes.forEach(n -> masters.put(n, null));
        return new Topology(1, masters, nodes.iterator().next(), ALL_SLOTS);
    }

    /** The next version: a node replicates the owner of the slots; for the owner itself nothing changes. */
    public Topology replicate(SimulatedNode node) {
        return node == owner ? unchanged() : next(node, owner, owner);
    }

    /** The next version: a node follows another; nothing changes where that would be a circle or leave the slots alone. */
    public Topology follow(SimulatedNode node, SimulatedNode master) {
        return node == owner || node == master || masters.get(master) != null ? unchanged() : next(node, master, owner);
    }

    /** The next version: a node becomes master of all slots, and all others its replicas if they replicated the former owner. */
    public Topology promote(SimulatedNode node) {
        Topology promoted = next(node, null, node);
        if (owner != node) {
            promoted.masters.put(owner, node);
            promoted.masters.replaceAll((n, master) -> master == owner ? node : master);
        }
        return promoted;
    }

    /** The next version: a node is no longer part of it; the owner of the slots always is. */
    public Topology without(SimulatedNode node) {
        if (node == owner) {
            return unchanged();
        }
        Topology left = next(node, null, owner);
        left.masters.remove(node);
        left.masters.replaceAll((n, master) -> master == node ? null : master);
        return left;
    }

    /** The next version, otherwise the same. */
    public Topology unchanged() {
        return new Topology(version + 1, new LinkedHashMap<>(masters), owner, slots);
    }

    /** The next version: only these slots are served, a range such as {@code 0-8191}; by the same owner. */
    public Topology serving(String range) {
        return new Topology(version + 1, new LinkedHashMap<>(masters), owner, range);
    }

    /** The same in another version, to be pushed as if it were right. */
    public Topology at(long otherVersion) {
        return new Topology(otherVersion, new LinkedHashMap<>(masters), owner, slots);
    }

    private Topology next(SimulatedNode node, @Nullable SimulatedNode master, SimulatedNode newOwner) {
        Map<SimulatedNode, @Nullable SimulatedNode> changed = new LinkedHashMap<>(masters);
        changed.put(node, master);
        return new Topology(version + 1, changed, newOwner, slots);
    }

    /** The text of SETNODES. */
    public String text() {
        StringBuilder text = new StringBuilder();
        masters.forEach((node, master) -> {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(node.id()).append(' ').append(node.name()).append(' ').append(SimulatedNode.PORT);
            text.append(master == null ? " master -" : " slave " + master.id());
            text.append(node == owner ? " " + slots : "");
        });
        return text.toString();
    }

    /** The master of a node, or null if the node is a master or not part of it. */
    public @Nullable SimulatedNode master(SimulatedNode node) {
        return masters.get(node);
    }

    /**
     * The same, but null if that master is no part of it: what a node is to do then is nowhere said. Kvrocks leaves its role as it is, and
     * makes it a master when it starts again.
     */
    public @Nullable SimulatedNode presentMaster(SimulatedNode node) {
        SimulatedNode master = masters.get(node);
        return master != null && masters.containsKey(master) ? master : null;
    }

    /** The nodes that are part of it. */
    public Collection<SimulatedNode> members() {
        return masters.keySet();
    }

    /** The owner of all slots. */
    public SimulatedNode owner() {
        return owner;
    }

    /** The slots that are served, as one range. */
    public String slots() {
        return slots;
    }

    /** Its version. */
    public long version() {
        return version;
    }
}
