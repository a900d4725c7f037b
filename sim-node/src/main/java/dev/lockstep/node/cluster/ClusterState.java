package dev.lockstep.node.cluster;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private volatile Map<SlotRange, String> migrated = Map.of();
    private volatile BitSet imported = new BitSet();
    private volatile @Nullable SlotRange forbidden;

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

    /**
     * What {@code nodes.conf} says.
     *
     * @param version of the topology, -1 for none
     * @param myId the id of this node, empty if it has none
     * @param topology the nodes
     */
    record Identity(long version, String myId, Topology topology) {}

    /** What {@link #restore} brings back. */
    Identity identity() {
        return new Identity(version, myId, topology);
    }

    /** Takes back what has changed since. */
    void restore(Identity before) {
        myId = before.myId;
        replace(before.version, before.topology);
    }

    /** Where the keys of {@code slot} have gone since the topology was given, as host and port, or null. */
    public @Nullable String migratedTo(int slot) {
        for (Map.Entry<SlotRange, String> entry : migrated.entrySet()) {
            if (entry.getKey().contains(slot)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The ranges that have gone since the topology was given, and where to. */
    Map<SlotRange, String> migrated() {
        return migrated;
    }

    /** Records that {@code range} has gone to the node at {@code address}. */
    void migrated(SlotRange range, String address) {
        Map<SlotRange, String> more = new LinkedHashMap<>(migrated);
        more.put(range, address);
        migrated = more;
    }

    /** Forgets what of {@code slots} has gone; a range that has lost slots falls apart. */
    void forgetMigrated(BitSet slots) {
        Map<SlotRange, String> left = new LinkedHashMap<>();
        migrated.forEach((range, address) -> {
            BitSet rest = new BitSet();
            rest.set(range.first(), range.last() + 1);
            rest.andNot(slots);
            SlotRange.of(rest).forEach(part -> left.put(part, address));
        });
        migrated = left;
    }

    /** Takes {@link #migrated(SlotRange, String)} back. */
    void notMigrated(SlotRange range) {
        Map<SlotRange, String> fewer = new LinkedHashMap<>(migrated);
        fewer.remove(range);
        migrated = fewer;
    }

    /** Whether this node has taken over {@code slot} since the topology was given. */
    public boolean imported(int slot) {
        return imported.get(slot);
    }

    /** Records that this node has taken over {@code range}. */
    void imported(SlotRange range) {
        BitSet more = (BitSet) imported.clone();
        more.set(range.first(), range.last() + 1);
        imported = more;
    }

    /** Forgets what was imported of {@code slots}. */
    void forgetImported(BitSet slots) {
        BitSet fewer = (BitSet) imported.clone();
        fewer.andNot(slots);
        imported = fewer;
    }

    /** Forgets everything that was moved since the topology was given. */
    void forgetMoves() {
        migrated = Map.of();
        imported = new BitSet();
    }

    /** Whether {@code slot} must not be written because the last of it is being sent away. */
    public boolean forbidden(int slot) {
        SlotRange range = forbidden;
        return range != null && range.contains(slot);
    }

    /** Sets the slots that must not be written, or null for none. */
    void forbid(@Nullable SlotRange range) {
        forbidden = range;
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
