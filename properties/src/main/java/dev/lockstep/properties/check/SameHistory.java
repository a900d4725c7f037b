package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A replica is let in for incremental sync only if all it has is the beginning of what its master has (S2). */
public final class SameHistory extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "same-history",
            "When a master takes a replica for incremental sync, the replica's data is the master's at that sequence.",
            "");

    private final PrefixOfHistory histories;

    /** For one run. */
    public SameHistory(Run run, PrefixOfHistory histories) {
        super(run, INVARIANT);
        this.histories = histories;
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        SimulatedNode master = node.master();
        if (!subject.equals("replication") || !value.equals("connected") || master == null) {
            return;
        }
        // A master of the meantime that has itself become a replica may have replaced its data since it said yes.
        if (master != node
                && histories.comparable(node, master)
                && master.up()
                && master.view().role().equals("master")) {
            compare(node, histories.history(node), master, histories.history(master));
        }
    }

    private void compare(SimulatedNode node, History own, SimulatedNode master, History theirs) {
        long sequence = own.latest();
        if (sequence > theirs.latest()) {
            broken(node.name() + " was let in at sequence " + sequence + " by " + master.name() + ", which is at "
                    + theirs.latest() + ", expected the replica not to be ahead");
            return;
        }
        Content expected = theirs.contentAt(sequence);
        Content found = own.contentAt(sequence);
        if (expected == null || found == null) {
            return;
        }
        Content.Difference difference = expected.differenceTo(found);
        if (!difference.none()) {
            broken(node.name() + " was let in at sequence " + sequence + " by " + master.name()
                    + " with other data than that had there, expected no difference: " + difference);
        }
    }
}
