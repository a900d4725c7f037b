package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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
    /** All histories a node has had since it last lost data, the present one at the end. */
    private final Map<SimulatedNode, List<History>> histories = new LinkedHashMap<>();
    /** Nodes that have lost data and are not yet up again. */
    private final Set<SimulatedNode> lost = new HashSet<>();
    /** How often each node has lost data. */
    private final Map<SimulatedNode, Integer> losses = new HashMap<>();
    /** How often a replica's master had lost data when the replica last asked it for anything. */
    private final Map<SimulatedNode, Integer> asked = new HashMap<>();
    /** How many histories a replica's master had had before the one at the time. */
    private final Map<SimulatedNode, Integer> askedAt = new HashMap<>();

    /** For one run. */
    public PrefixOfHistory(Run run) {
        this.run = run;
    }

    /** What the node has committed. */
    History history(SimulatedNode node) {
        return all(node).getLast();
    }

    /**
     * The histories that what a replica receives may be of: those its master has had since it was asked. One that stood still may yet read of
     * a former one, and a checkpoint outlives the database it was made of.
     */
    List<History> asked(SimulatedNode replica, SimulatedNode master) {
        List<History> theirs = all(master);
        return theirs.subList(Math.min(askedAt.getOrDefault(replica, 0), theirs.size() - 1), theirs.size());
    }

    private List<History> all(SimulatedNode node) {
        return histories.computeIfAbsent(node, n -> new ArrayList<>(List.of(new History())));
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
        if (asked(node, master).stream().allMatch(theirs -> theirs.contradicts(firstSequence, batch))) {
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
                askedAt.put(node, all(master).size() - 1);
            }
        }
    }

    @Override
    public void emptied(SimulatedNode node) {
        all(node).add(new History());
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
        all(node).add(new History(content, sequence));
    }

    /** Whether the master still has what it had when the replica asked it; if not, what it sent cannot be compared. */
    boolean comparable(SimulatedNode replica, SimulatedNode master) {
        return !lost.contains(replica)
                && !lost.contains(master)
                && asked.getOrDefault(replica, -1) == (int) losses.getOrDefault(master, 0);
    }
}
