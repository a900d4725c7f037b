package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashSet;
import java.util.Set;

/** A node starts again from whatever it has acknowledged (L13). */
public final class NodeStarts extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "node-starts",
            "A node starts from any state that it or an earlier life of it has left on its disk, unless that was damaged.",
            "");

    private final Set<SimulatedNode> damaged = new HashSet<>();

    /** For one run. */
    public NodeStarts(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void damaged(SimulatedNode node) {
        damaged.add(node);
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        if (all) {
            damaged.remove(node);
        }
    }

    @Override
    public void startFailed(SimulatedNode node, Exception reason) {
        if (damaged.contains(node)) {
            return;
        }
        // The message may name a directory, which differs from run to run.
        broken(node.name() + " does not start: " + reason.getClass().getSimpleName()
                + ", expected it to serve what it had acknowledged");
    }
}
