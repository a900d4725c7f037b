package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** What a full sync brings is one state that the master was in, wholly (S5). Looked at the very moment it is there. */
public final class RestoredAsCheckpoint extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "restored-as-checkpoint",
            "A database that a full sync restored equals its master's at one sequence: no file is old, missing or of another.",
            "");

    private final PrefixOfHistory histories;

    /** For one run. */
    public RestoredAsCheckpoint(Run run, PrefixOfHistory histories) {
        super(run, INVARIANT);
        this.histories = histories;
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        SimulatedNode master = node.master();
        Content content = node.content();
        if (master != null && histories.comparable(node, master)) {
            compare(node, latestSequence, content, master);
        }
        histories.restart(node, content, latestSequence);
    }

    private void compare(SimulatedNode node, long latestSequence, Content content, SimulatedNode master) {
        String wrong = "";
        for (History theirs : histories.asked(node, master)) {
            wrong = wrong(latestSequence, content, theirs);
            if (wrong.isEmpty()) {
                return;
            }
        }
        broken(node.name() + " restored sequence " + latestSequence + " from " + master.name() + ", " + wrong);
    }

    /** What is not as in this history, empty for nothing, and for what was before its base. */
    private static String wrong(long latestSequence, Content content, History theirs) {
        if (latestSequence < theirs.baseSequence()) {
            return "";
        }
        Content expected = theirs.contentAt(latestSequence);
        if (expected == null) {
            return "expected one that this has had (up to " + theirs.latest() + ")";
        }
        Content.Difference difference = expected.differenceTo(content);
        return difference.none() ? "" : "expected the data that this had there: " + difference;
    }
}
