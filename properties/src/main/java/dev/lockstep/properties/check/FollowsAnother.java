package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** No topology, however odd, makes a node a replica of itself, which would apply its own writes again without end (S2). */
public final class FollowsAnother extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT =
            new Invariant("follows-another", "A replica replicates another node, never itself.", "");

    /** For one run. */
    public FollowsAnother(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("role") && node.master() == node) {
            broken(node.name() + " is a replica of " + node.view().master() + ", itself, expected another node");
        }
    }
}
