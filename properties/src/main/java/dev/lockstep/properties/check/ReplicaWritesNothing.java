package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A replica adds nothing of its own to its master's history, not even while it starts (S6). */
public final class ReplicaWritesNothing extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "replica-writes-nothing",
            "A node that is a replica, or was one when it stopped and starts again, commits no batch of its own.",
            "");

    private final Told told;

    /** For one run. */
    public ReplicaWritesNothing(Run run, Told told) {
        super(run, INVARIANT);
        this.told = told;
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        String master = node.view().master();
        if (!master.isEmpty()) {
            broken(node.name() + " is a replica of " + master + " and wrote a batch of its own at sequence "
                    + firstSequence + ", expected none");
        } else if (told.mustFollow(node)) {
            broken(node.name() + " wrote a batch of its own at sequence " + firstSequence
                    + " although the last topology it acknowledged makes it a replica, expected none");
        }
    }
}
