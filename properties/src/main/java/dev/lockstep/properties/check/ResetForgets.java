package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** CLUSTER RESET makes a node a master that follows nobody (S8). Only that command leads back to topology version -1. */
public final class ResetForgets extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT =
            new Invariant("reset-forgets", "A node that was reset is a master and replicates nobody.", "");

    /** For one run. */
    public ResetForgets(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void command(SimulatedNode node, String name, String replyHead) {
        boolean reset = name.equals("CLUSTER")
                && node.view().clusterVersion() < 0
                && node.view().open();
        if (reset && !node.view().role().equals("master")) {
            broken(node.name() + " was reset and is a replica of " + node.view().master()
                    + ", expected it to be a master");
        }
    }
}
