package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** When the network is well, a replica connects again (L3). Looked at once a while. */
public final class LinkComesBack extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "link-comes-back",
            "When no fault is left, a replica's link is up, or a full sync under way, within bounded time.",
            "keepalive + longest retransmission pause + retry + 1 s + connect (L3)");

    private final Testbed testbed;
    private final Facts facts;
    private final long bound;

    /** For one run. */
    public LinkComesBack(Run run, Testbed testbed, Facts facts, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.bound = bounds.linkBack();
    }

    /** Looks at all replicas. */
    public void look() {
        long now = testbed.simulation().nanoTime();
        long calm = testbed.weather().calmNanos();
        for (SimulatedNode node : testbed.nodes()) {
            Facts.OfNode own = facts.of(node);
            SimulatedNode master = node.master();
            if (master == null || !own.running || !facts.of(master).running) {
                continue;
            }
            long down = now - Math.max(own.upUntil, own.roleSince);
            if (!own.linkUp() && Math.min(calm, down) > bound) {
                broken("the link of " + node.name() + " to " + master.name() + " has been " + own.link + " for " + down
                        + " ns, expected it to be up at most " + bound + " ns after the last fault");
            }
        }
    }
}
