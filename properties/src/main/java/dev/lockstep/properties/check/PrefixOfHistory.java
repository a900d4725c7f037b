package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replica's data is one prefix of its master's history: every batch it applies follows on the last one and is the one its
 * master has there (S1, S3), and what a full sync brings is the master's content at that sequence (S2, S5).
 */
public final class PrefixOfHistory implements Check {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "prefix-of-history",
            "A replica's data equals one prefix of its master's history: no gap, no repeat, nothing mixed.",
            "");

    private final Run run;
    private final Map<SimulatedNode, History> histories = new LinkedHashMap<>();

    /** For one run. */
    public PrefixOfHistory(Run run) {
        this.run = run;
    }

    /** What the node has committed. */
    History history(SimulatedNode node) {
        return histories.computeIfAbsent(node, n -> new History());
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        follow(node, firstSequence, batch, "wrote");
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        SimulatedNode master = node.master();
        if (master != null) {
            compare(node, master, firstSequence, batch);
        }
        follow(node, firstSequence, batch, "applied");
    }

    private void compare(SimulatedNode node, SimulatedNode master, long firstSequence, byte[] batch) {
        History theirs = history(master);
        if (firstSequence > theirs.baseSequence() && !History.sameBatch(theirs.batchAt(firstSequence), batch)) {
            run.fail(
                    INVARIANT.name(),
                    node.name() + " applied a batch at sequence " + firstSequence + " that is not the one its master "
                            + master.name() + " has there, expected the same bytes");
        }
    }

    private void follow(SimulatedNode node, long firstSequence, byte[] batch, String verb) {
        History own = history(node);
        if (firstSequence != own.latest() + 1) {
            run.fail(
                    INVARIANT.name(),
                    node.name() + " " + verb + " a batch at sequence " + firstSequence + ", expected "
                            + (own.latest() + 1));
        }
        own.add(firstSequence, batch.clone());
    }

    /** On a thread of the checker, while the node is idle at this sequence. */
    public void restored(SimulatedNode node, long latestSequence, @Nullable SimulatedNode master, Content content) {
        if (master != null) {
            Content expected = history(master).contentAt(latestSequence);
            if (expected == null) {
                run.fail(
                        INVARIANT.name(),
                        node.name() + " restored sequence " + latestSequence + ", expected one that its master "
                                + master.name() + " has had (up to "
                                + history(master).latest() + ")");
            } else {
                Content.Difference difference = expected.differenceTo(content);
                if (!difference.none()) {
                    run.fail(
                            INVARIANT.name(),
                            node.name() + " restored a database that is not its master's at sequence " + latestSequence
                                    + ", expected no difference: " + difference);
                }
            }
        }
        history(node).restart(content, latestSequence);
    }
}
