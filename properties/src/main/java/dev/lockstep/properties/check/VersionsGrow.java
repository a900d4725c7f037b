package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A node never goes back to an older topology (S11). Nobody in these scenarios pushes with FORCE. */
public final class VersionsGrow extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "versions-grow",
            "A node's topology version never falls below one that it has acknowledged, not even by a restart.",
            "");

    private final Told told;

    /** For one run. */
    public VersionsGrow(Run run, Told told) {
        super(run, INVARIANT);
        this.told = told;
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("cluster_version")) {
            compare(node, Long.parseLong(value));
        }
    }

    @Override
    public void started(SimulatedNode node) {
        compare(node, node.view().clusterVersion());
    }

    private void compare(SimulatedNode node, long version) {
        long expected = told.highest(node);
        if (version < expected) {
            broken(node.name() + " has topology version " + version + ", expected at least " + expected
                    + ", which it has acknowledged");
        }
    }
}
