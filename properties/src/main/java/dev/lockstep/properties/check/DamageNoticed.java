package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node serves after bits of its files have changed is what it had, or an error. The end of its log may be missing, as after a loss
 * of power: RocksDB replays a log up to the first record whose checksum is wrong. That nothing wrong spreads is looked after by {@link
 * RestoredAsCheckpoint} and {@link PrefixOfHistory}, which take what the node should have for what it has.
 */
public final class DamageNoticed extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "damage-noticed",
            "A node with damaged files does not start, answers with an error, or serves a state it was in before; never other data.",
            "");

    private final PrefixOfHistory histories;
    private final Map<SimulatedNode, Life> lives = new HashMap<>();

    /** The life of a node on damaged files, until it has started. */
    private static final class Life {
        private final History before;
        private final List<byte[]> batches = new ArrayList<>();
        private long first = -1;

        Life(History before) {
            this.before = before;
        }

        void add(long firstSequence, byte[] batch) {
            first = first < 0 ? firstSequence : first;
            batches.add(batch.clone());
        }
    }

    /** For one run. */
    public DamageNoticed(Run run, PrefixOfHistory histories) {
        super(run, INVARIANT);
        this.histories = histories;
    }

    @Override
    public void damaged(SimulatedNode node) {
        lives.put(node, new Life(histories.history(node)));
    }

    @Override
    public void crashed(SimulatedNode node) {
        lives.remove(node);
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        committed(node, firstSequence, batch);
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        committed(node, firstSequence, batch);
    }

    private void committed(SimulatedNode node, long firstSequence, byte[] batch) {
        Life life = lives.get(node);
        if (life != null) {
            life.add(firstSequence, batch);
        }
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        lives.remove(node);
    }

    @Override
    public void started(SimulatedNode node) {
        Life life = lives.remove(node);
        long latest = node.view().latestSequence();
        if (life == null || latest < 0) {
            return;
        }
        long found = life.first < 0 ? latest : life.first - 1;
        if (found < life.before.baseSequence()) {
            return; // from before its last full sync, of which nothing is known
        }
        Content expected = life.before.contentAt(found);
        if (expected == null) {
            broken(node.name() + " came up at sequence " + found
                    + " on damaged files, expected one at which it has been (up to " + life.before.latest() + ")");
            return;
        }
        life.batches.forEach(batch -> WriteBatchReader.apply(batch, expected));
        compare(node, latest, expected);
    }

    private void compare(SimulatedNode node, long latest, Content expected) {
        Content content = node.contentIfReadable();
        if (content != null && !expected.differenceTo(content).none()) {
            broken(node.name() + " serves other data at sequence " + latest
                    + " than it had there before its files were damaged, expected an error or no difference: "
                    + expected.differenceTo(content));
        }
        histories.restart(node, expected, latest);
    }
}
