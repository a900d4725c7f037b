package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A replica's data is one prefix of its master's history: every batch it applies follows on the last one and is the one its
 * master has there, byte by byte (S1, S3). Keeps the histories of all nodes, which other checks read.
 */
public final class PrefixOfHistory implements Check {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "prefix-of-history",
            "A replica's data equals one prefix of its master's history: no gap, no repeat, nothing mixed.",
            "");

    private final Run run;
    private final Map<SimulatedNode, History> histories = new LinkedHashMap<>();
    /** Nodes that have lost data and are not yet up again. */
    private final Set<SimulatedNode> lost = new HashSet<>();
    /** How often each node has lost data. */
    private final Map<SimulatedNode, Integer> losses = new HashMap<>();
    /** How often a replica's master had lost data when the replica last asked it for anything. */
    private final Map<SimulatedNode, Integer> asked = new HashMap<>();
    /** What a replica's master had committed when the replica last asked it for anything: a replica that stood still may read of it yet. */
    private final Map<SimulatedNode, History> askedThen = new HashMap<>();

    /** For one run. */
    public PrefixOfHistory(Run run) {
        this.run = run;
    }

    /** What the node has committed. */
    History history(SimulatedNode node) {
        return histories.computeIfAbsent(node, n -> new History());
    }

    /** Whether the node's history is known; it is not while a node that lost data has not told what is left. */
    boolean knows(SimulatedNode node) {
        return !lost.contains(node);
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        if (!lost.contains(node)) {
            follow(node, firstSequence, batch, "wrote");
        }
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        if (lost.contains(node)) {
            return;
        }
        SimulatedNode master = node.master();
        if (master != null && comparable(node, master)) {
            compare(node, master, firstSequence, batch);
        }
        follow(node, firstSequence, batch, "applied");
    }

    private void compare(SimulatedNode node, SimulatedNode master, long firstSequence, byte[] batch) {
        History theirs = history(master);
        if (theirs.contradicts(firstSequence, batch)
                && askedThen.getOrDefault(node, theirs).contradicts(firstSequence, batch)) {
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

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("replication") && (value.equals("send_psync") || value.equals("fetch_meta"))) {
            SimulatedNode master = node.master();
            asked.put(node, master == null ? -1 : losses.getOrDefault(master, 0));
            if (master != null) {
                askedThen.put(node, history(master));
            }
        }
    }

    @Override
    public void emptied(SimulatedNode node) {
        histories.put(node, new History());
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        histories.remove(node);
        lost.add(node);
        losses.merge(node, 1, Integer::sum);
    }

    @Override
    public void started(SimulatedNode node) {
        Content content = lost.contains(node) ? node.contentIfReadable() : null;
        if (content != null) {
            restart(node, content, Math.max(0, node.view().latestSequence()));
        }
    }

    /** A database came in place of the node's own, whatever that was. */
    void restart(SimulatedNode node, Content content, long sequence) {
        lost.remove(node);
        histories.put(node, new History(content, sequence));
    }

    /** Whether the master still has what it had when the replica asked it; if not, what it sent cannot be compared. */
    boolean comparable(SimulatedNode replica, SimulatedNode master) {
        return !lost.contains(replica)
                && !lost.contains(master)
                && asked.getOrDefault(replica, -1) == (int) losses.getOrDefault(master, 0);
    }
}
