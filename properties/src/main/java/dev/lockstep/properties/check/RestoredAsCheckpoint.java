package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;

/** What a full sync brings is one state that the master was in, wholly (S5). Looked at the very moment it is there. */
public final class RestoredAsCheckpoint extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "restored-as-checkpoint",
            "A database that a full sync restored equals its master's at one sequence: no file is old, missing or of another.",
            "");

    private final PrefixOfHistory histories;
    private final Map<SimulatedNode, Long> syncBegan = new HashMap<>();
    private final Map<SimulatedNode, Long> replaced = new HashMap<>();

    /** For one run. */
    public RestoredAsCheckpoint(Run run, PrefixOfHistory histories) {
        super(run, INVARIANT);
        this.histories = histories;
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("replication") && value.equals("fetch_meta")) {
            syncBegan.put(node, node.simulation().nanoTime());
        }
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        SimulatedNode master = node.master();
        Content content = node.content();
        if (master != null && histories.comparable(node, master) && !replacedMeanwhile(node, master)) {
            compare(node, latestSequence, content, master, histories.history(master));
        }
        histories.restart(node, content, latestSequence);
        replaced.put(node, node.simulation().nanoTime());
    }

    /** A master that has become a replica itself gave away what it had before: its history of now says nothing about that. */
    private boolean replacedMeanwhile(SimulatedNode node, SimulatedNode master) {
        Long began = syncBegan.get(node);
        Long last = replaced.get(master);
        return began != null && last != null && last >= began;
    }

    private void compare(
            SimulatedNode node, long latestSequence, Content content, SimulatedNode master, History theirs) {
        if (latestSequence < theirs.baseSequence()) {
            return; // from before the master itself was restored, of which nothing is known
        }
        Content expected = theirs.contentAt(latestSequence);
        if (expected == null) {
            broken(node.name() + " restored sequence " + latestSequence + ", expected one that its master "
                    + master.name() + " has had (up to " + theirs.latest() + ")");
            return;
        }
        Content.Difference difference = expected.differenceTo(content);
        if (!difference.none()) {
            broken(node.name() + " restored a database that is not its master's at sequence " + latestSequence
                    + ", expected no difference: " + difference);
        }
    }
}
