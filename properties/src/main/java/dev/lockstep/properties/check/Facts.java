package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What is true of every node, written down as it happens, with the time it became so. May be read at any moment on any thread, since it
 * asks nothing of the node.
 */
public final class Facts implements Check {
    /** The facts of one node. */
    static final class OfNode {
        String link = "none";
        long linkSince;
        String role = "master";
        boolean loading;
        boolean running;
        long latest;
        long latestSince;
        int feeds;
        /** The largest number of feeds that there was at any time within the last tick. */
        long feedsChangedAt;

        long upUntil;
        /** How long the node had been held up in all when its link changed last. */
        long linkHeldUp;

        long roleSince;

        /** Whether the link serves its purpose. */
        boolean linkUp() {
            return link.equals("connected") || syncing();
        }

        /** Whether a full sync is under way. */
        boolean syncing() {
            return link.startsWith("fetch_");
        }
    }

    private final Map<SimulatedNode, OfNode> nodes = new HashMap<>();

    /** No facts yet. */
    public Facts() {}

    /** The facts of a node. */
    OfNode of(SimulatedNode node) {
        return nodes.computeIfAbsent(node, n -> new OfNode());
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        OfNode facts = of(node);
        switch (subject) {
            case "replication" -> {
                facts.upUntil = facts.linkUp() ? now(node) : facts.upUntil;
                facts.link = value;
                facts.linkSince = now(node);
                facts.linkHeldUp = node.heldUpNanos();
            }
            case "role" -> {
                facts.role = value;
                facts.roleSince = now(node);
            }
            case "loading" -> facts.loading = value.equals("1");
            default -> {}
        }
    }

    @Override
    public void thread(SimulatedNode node, String thread, String phase) {
        if (thread.startsWith("feed-replica")) {
            OfNode facts = of(node);
            facts.feeds += phase.equals("started") ? 1 : phase.equals("ended") ? -1 : 0;
            facts.feedsChangedAt = now(node);
        }
    }

    @Override
    public void written(SimulatedNode node, long firstSequence, byte[] batch) {
        reached(node, firstSequence + WriteBatchReader.count(batch) - 1);
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        reached(node, firstSequence + WriteBatchReader.count(batch) - 1);
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        reached(node, latestSequence);
    }

    private void reached(SimulatedNode node, long sequence) {
        OfNode facts = of(node);
        facts.latest = sequence;
        facts.latestSince = now(node);
    }

    @Override
    public void emptied(SimulatedNode node) {
        reached(node, 0);
    }

    @Override
    public void started(SimulatedNode node) {
        of(node).running = true;
        of(node).roleSince = now(node);
        reached(node, Math.max(0, node.view().latestSequence()));
    }

    @Override
    public void ending(SimulatedNode node, boolean begins) {
        of(node).running = false;
    }

    @Override
    public void crashed(SimulatedNode node) {
        nodes.remove(node);
    }

    private static long now(SimulatedNode node) {
        return node.simulation().nanoTime();
    }
}
