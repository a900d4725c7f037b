package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/**
 * A master lets its replicas hear of it (L12). Asked through INFO. Says nothing of a connection that the master has lost with its power: the
 * replica learns of that from keepalive.
 */
public final class LinkPinged extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "link-pinged",
            "A replica whose link is up hears from its master at least once a ping period.",
            "idle ping period + 2 s, since INFO counts whole seconds of the wall clock (L12)");

    private static final long SECOND = 1_000_000_000L;

    private final Testbed testbed;
    private final Facts facts;
    private final Bounds bounds;

    /** For one run. */
    public LinkPinged(Run run, Testbed testbed, Facts facts, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.bounds = bounds;
    }

    /** Judges what INFO told just now. */
    void told(SimulatedNode node, long secondsAgo) {
        long ago = secondsAgo * SECOND;
        long bound = bounds.ping() + 2 * SECOND;
        Facts.OfNode own = facts.of(node);
        long up = testbed.simulation().nanoTime() - own.linkSince;
        boolean steady =
                own.link.equals("connected") && Math.min(up, testbed.weather().settledNanos()) > bound;
        SimulatedNode master = node.master();
        if (steady && ago > bound && master != null && Links.whole(testbed, node, master)) {
            broken(node.name() + " has heard nothing from its master for " + ago + " ns, expected at most " + bound
                    + " ns");
        }
    }
}
