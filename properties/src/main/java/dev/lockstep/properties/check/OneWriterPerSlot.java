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
 * Of each version of the topology only the node it names takes writes (S10). All topologies of these scenarios give all slots that
 * are served to one node, so that the writer of a version is one node.
 */
public final class OneWriterPerSlot extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "one-writer-per-slot", "At any version of the topology at most one node takes writes for a slot.", "");

    private final Map<Long, SimulatedNode> writers = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();
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
        if (!WriteBatchReader.touches(batch, WriteBatchReader.METADATA)) {
            return;
        }
        long version = node.view().clusterVersion();
        SimulatedNode first = writers.putIfAbsent(version, node);
        if (first != null && first != node && !ambiguous.contains(version)) {
            broken(node.name() + " took a write at topology version " + version + ", expected only " + first.name()
                    + " to, which did before");
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        // A node that forgets its topology has no version.
        writers.remove(-1L);
    }
}
