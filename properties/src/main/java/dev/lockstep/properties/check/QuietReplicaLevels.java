package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A replica whose link is up gets all that its master has, without another write having to push it (L4, S4). Looked at once a while. */
public final class QuietReplicaLevels extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "quiet-replica-levels",
            "With a healthy link and a quiet master a connected replica reaches its master's offset, or loses its link, in"
                    + " bounded time.",
            "transfer of what is missing + 5 s, the bound of upstream's tests (L4)");

    private final Testbed testbed;
    private final Facts facts;
    private final long bound;

    /** For one run; {@code bound} in ns. */
    public QuietReplicaLevels(Run run, Testbed testbed, Facts facts, long bound) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.bound = bound;
    }

    /** Looks at all replicas. */
    public void look() {
        for (SimulatedNode node : testbed.nodes()) {
            SimulatedNode master = node.master();
            if (master != null) {
                look(node, facts.of(node), master, facts.of(master));
            }
        }
    }

    private void look(SimulatedNode node, Facts.OfNode own, SimulatedNode master, Facts.OfNode theirs) {
        long unchanged = testbed.simulation().nanoTime() - Math.max(theirs.latestSince, own.linkSince);
        long quiet = Math.min(unchanged, testbed.weather().settledNanos());
        boolean linked = own.running && theirs.running && own.link.equals("connected");
        if (linked && Links.whole(testbed, node, master) && quiet > bound && own.latest != theirs.latest) {
            broken(node.name() + " is at sequence " + own.latest + " " + quiet + " ns after its master " + master.name()
                    + " wrote last and the network settled, expected " + theirs.latest + " after at most " + bound
                    + " ns");
        }
    }
}
