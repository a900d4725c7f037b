package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What WAIT counts is there (S11): as many other nodes as it answers have had the master's history up to the writes before it, and each of
 * them goes on having these, whatever it becomes, until a full sync replaces its data or its disk loses them. The clients that send WAIT
 * tell what they were answered, and what they read later.
 */
public final class AcknowledgedSurvive extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "acknowledged-survive",
            "When WAIT counts n replicas, n other nodes have the write in their history, and keep it when one is promoted.",
            "");

    /** A WAIT that a client has sent. */
    public static final class Sent {
        private final SimulatedNode master;
        private final int tenure;
        /** The master's last sequence when it was sent, where the batch of that begins, and when it came. */
        private final long sequence;

        private final long batch;
        private final long since;
        /** Nodes that have had it, at the time of sending or later. */
        private final Set<SimulatedNode> having = new LinkedHashSet<>();

        private Sent(SimulatedNode master, int tenure, long sequence, long batch, long since) {
            this.master = master;
            this.tenure = tenure;
            this.sequence = sequence;
            this.batch = batch;
            this.since = since;
        }
    }

    /** A value that was acknowledged: its number, when, and the nodes that are known to have it. */
    private record Kept(long number, long at, Set<SimulatedNode> nodes) {}

    private final PrefixOfHistory histories;
    private final Tenures tenures;
    private final List<Sent> open = new ArrayList<>();
    private final Map<SimulatedNode, Long> grownAt = new HashMap<>();
    private final Map<SimulatedNode, Long> replacedAt = new HashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();

    /** For one run. */
    public AcknowledgedSurvive(Run run, PrefixOfHistory histories, Tenures tenures) {
        super(run, INVARIANT);
        this.histories = histories;
        this.tenures = tenures;
    }

    /** A client is about to send WAIT to {@code master}; {@code nodes} are all there are. */
    public Sent sent(SimulatedNode master, Iterable<SimulatedNode> nodes) {
        History theirs = histories.history(master);
        long since = grownAt.getOrDefault(master, 0L);
        Sent sent = new Sent(master, tenures.of(master), theirs.latest(), theirs.lastBatch(), since);
        nodes.forEach(node -> look(node, sent));
        open.add(sent);
        return sent;
    }

    /** It was answered {@code count}. */
    public void answered(Sent sent, long count) {
        open.remove(sent);
        if (tenures.of(sent.master) == sent.tenure && count > sent.having.size()) {
            broken(sent.master.name() + " said that " + count + " replicas have what it had at sequence "
                    + sent.sequence + ", expected at most those that had it: " + sent.having);
        }
    }

    /** At least one replica was counted, and the client had the answer that {@code number} is in {@code key} when it sent it. */
    public void keeps(Sent sent, String key, long number) {
        if (tenures.of(sent.master) == sent.tenure) {
            Set<SimulatedNode> sure = new LinkedHashSet<>(sent.having);
            sure.removeIf(node -> !surelyHas(node, sent));
            sure.add(sent.master);
            kept.put(key, new Kept(number, now(sent.master), sure));
        }
    }

    /** No answer came. */
    public void lost(Sent sent) {
        open.remove(sent);
    }

    /** A client that alone writes to {@code key} has read {@code number} from a master, -1 for nothing. */
    public void read(SimulatedNode node, String key, long number) {
        Kept last = kept.get(key);
        if (last != null
                && number < last.number
                && last.nodes.contains(node)
                && replacedAt.getOrDefault(node, -1L) < last.at) {
            broken(node.name() + " has number " + number + " in " + key + ", expected at least " + last.number
                    + ", which was acknowledged when it had it");
        }
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        grownAt.put(node, now(node));
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        grownAt.put(node, now(node));
        open.forEach(sent -> look(node, sent));
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        replaced(node);
    }

    @Override
    public void emptied(SimulatedNode node) {
        replaced(node);
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        replaced(node);
    }

    /** What it had until now may have been acknowledged, and what it has now is looked at. */
    private void replaced(SimulatedNode node) {
        grownAt.put(node, now(node));
        replacedAt.put(node, now(node));
        open.forEach(sent -> look(node, sent));
    }

    private void look(SimulatedNode node, Sent sent) {
        if (node != sent.master && mayHave(node, sent)) {
            sent.having.add(node);
        }
    }

    /** One whose history is not known, or was another since the write, is believed. */
    private boolean mayHave(SimulatedNode node, Sent sent) {
        History own = histories.history(node);
        return !histories.knows(node)
                || replacedAt.getOrDefault(node, -1L) >= sent.since
                || (own.latest() >= sent.sequence && (sent.batch <= own.baseSequence() || surelyHas(node, sent)));
    }

    private boolean surelyHas(SimulatedNode node, Sent sent) {
        byte[] batch = histories.history(sent.master).batchAt(sent.batch);
        return batch != null && History.sameBatch(histories.history(node).batchAt(sent.batch), batch);
    }

    private static long now(SimulatedNode node) {
        return node.simulation().nanoTime();
    }
}
