package dev.lockstep.properties.check;

import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of each version of the topology one node takes writes for a slot (S10): the one that the topology names, until another has imported
 * the slot, which takes them from its first write on.
 */
public final class OneWriterPerSlot extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "one-writer-per-slot", "At any version of the topology at most one node takes writes for a slot.", "");

    private record Slot(long version, int number) {}

    private final Map<Slot, SimulatedNode> writers = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();
    /** The version at which a node was last started again. */
    private final Map<SimulatedNode, Long> forgetful = new HashMap<>();

    private final Set<Long> ambiguous = new HashSet<>();

    /** For one run. */
    public OneWriterPerSlot(Run run) {
        super(run, INVARIANT);
    }

    /** A confused controller gives two topologies one version: nodes cannot tell them apart, so nothing is promised of it. */
    @Override
    public void told(SimulatedNode node, Topology topology) {
        String before = texts.putIfAbsent(topology.version(), topology.text());
        if (before != null && !before.equals(topology.text())) {
            ambiguous.add(topology.version());
        }
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        long version = node.view().clusterVersion();
        if (!ambiguous.contains(version)) {
            WriteBatchReader.slots(batch).forEach(slot -> written(node, new Slot(version, slot)));
        }
    }

    private void written(SimulatedNode node, Slot slot) {
        if (node.view().importing(slot.number())) {
            return; // another node's client wrote this
        }
        SimulatedNode before = writers.put(slot, node);
        boolean takenOver = node.view().imported(slot.number())
                || Long.valueOf(slot.version()).equals(forgetful.get(node));
        if (before != null && before != node && !takenOver) {
            broken(node.name() + " took a write for slot " + slot.number() + " at topology version " + slot.version()
                    + ", expected only " + before.name() + " to, which did before");
        }
    }

    /** A node that starts again knows nothing of slots that it has given away, as in Kvrocks, until the next topology says so. */
    @Override
    public void crashed(SimulatedNode node) {
        forgets(node);
        // A node that forgets its topology has no version.
        writers.keySet().removeIf(slot -> slot.version() == -1);
    }

    @Override
    public void ending(SimulatedNode node, boolean begins) {
        if (begins) {
            forgets(node);
        }
    }

    private void forgets(SimulatedNode node) {
        forgetful.put(node, node.view().clusterVersion());
    }
}
