package dev.lockstep.properties.check;

import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What every node has been told of its cluster, and what it has acknowledged. */
public final class Told implements Check {
    private static final class OfNode {
        private @Nullable Topology acknowledged;
        private long highest = -1;
        /** Topologies sent whose fate is not known; one that was never answered may still be taken. */
        private final List<Topology> pending = new ArrayList<>();
        /** The highest version that was sent before a crash and not answered: it may have been taken and be on the disk. -1 for none. */
        private long doubtful = -1;
        /** Versions that were sent before the node was last reset; whether they were taken before or after is not known. */
        private final Set<Long> beforeReset = new HashSet<>();

        private final Set<Long> versions = new HashSet<>();

        private long sent;
        /** Topologies that operators have sent and had no answer to. */
        private int byHand;
    }

    private final Predicate<SimulatedNode> remembers;
    private final Map<SimulatedNode, OfNode> nodes = new HashMap<>();

    /** {@code remembers}: whether a node that crashes now is to know its topology when it has started again. */
    public Told(Predicate<SimulatedNode> remembers) {
        this.remembers = remembers;
    }

    private OfNode of(SimulatedNode node) {
        return nodes.computeIfAbsent(node, n -> new OfNode());
    }

    @Override
    public void told(SimulatedNode node, Topology topology) {
        OfNode state = of(node);
        state.versions.add(topology.version());
        state.beforeReset.remove(topology.version());
        state.pending.add(topology);
        state.sent++;
    }

    @Override
    public void answered(SimulatedNode node, Topology topology, String reply) {
        OfNode state = of(node);
        if (reply.isEmpty()) {
            return;
        }
        state.pending.remove(topology);
        if (reply.equals("OK") && !state.beforeReset.contains(topology.version())) {
            state.doubtful = topology.version() > state.doubtful ? -1 : state.doubtful;
            // Another topology with a version that the node has already had is answered OK and ignored.
            if (state.highest < 0 || topology.version() > state.highest) {
                state.highest = topology.version();
                state.acknowledged = ambiguous(state, topology) ? null : topology;
            }
        }
    }

    /** Of two that were under way with one version the node has the first it executed, which need not be the first it answered. */
    private static boolean ambiguous(OfNode state, Topology topology) {
        return state.pending.stream()
                .anyMatch(other ->
                        other.version() == topology.version() && !other.text().equals(topology.text()));
    }

    /** What the node makes of it is not followed here, so nothing is known until it acknowledges another. */
    @Override
    public void toldByHand(SimulatedNode node, boolean begins) {
        OfNode state = of(node);
        state.byHand += begins ? 1 : -1;
        state.acknowledged = null;
        // Whatever it has been given by hand, another topology with that version is answered OK and ignored.
        state.highest = Math.max(state.highest, node.view().clusterVersion());
    }

    /** Only CLUSTER RESET leads to this version. */
    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("cluster_version") && value.equals("-1")) {
            OfNode state = of(node);
            state.acknowledged = null;
            state.highest = -1;
            state.doubtful = -1;
            state.beforeReset.addAll(state.versions);
            node.unnamed();
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        OfNode state = of(node);
        state.pending.forEach(topology -> state.doubtful = Math.max(state.doubtful, topology.version()));
        state.pending.clear();
        if (!remembers.test(node)) {
            state.doubtful = -1;
            state.acknowledged = null;
            state.highest = -1;
        }
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        if (all) {
            nodes.remove(node);
        }
    }

    /** The last topology that the node has acknowledged, or null if it may have another. */
    @Nullable
    Topology acknowledged(SimulatedNode node) {
        OfNode state = of(node);
        return state.byHand > 0 ? null : state.acknowledged;
    }

    /** The highest version that the node has acknowledged, -1 for none. */
    long highest(SimulatedNode node) {
        return of(node).highest;
    }

    /** Whether another topology is, or may be, on its way to the node, or may have been taken just before a crash. */
    boolean pending(SimulatedNode node) {
        return !of(node).pending.isEmpty() || of(node).doubtful >= 0;
    }

    /** How many topologies were sent to the node so far. */
    long sent(SimulatedNode node) {
        return of(node).sent;
    }

    /** Whether all that the node can know makes it a replica. */
    boolean mustFollow(SimulatedNode node) {
        Topology last = acknowledged(node);
        return last != null && !pending(node) && last.presentMaster(node) != null;
    }
}
