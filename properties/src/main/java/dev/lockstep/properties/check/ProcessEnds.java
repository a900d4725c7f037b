package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A node that is asked to end does so (L7). */
public final class ProcessEnds extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "process-ends",
            "A node that is asked to shut down ends within bounded time.",
            "lock bound + 60 s for transfers that it serves + 1 s (L7)");

    private final Bounds bounds;
    private final Deadlines ending = new Deadlines();

    /** For one run. */
    public ProcessEnds(Run run, Bounds bounds) {
        super(run, INVARIANT);
        this.bounds = bounds;
    }

    @Override
    public void ending(SimulatedNode node, boolean begins) {
        if (begins) {
            ending.begin(node, bounds.exit(), () -> missed(node));
        } else {
            ending.met(node);
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        ending.forget(node);
    }

    @Override
    public void finish() {
        run().metric("shutdownNanos", ending.longest());
    }

    private void missed(SimulatedNode node) {
        broken(node.name() + " was asked to end and still runs after " + bounds.exit()
                + " ns, expected it to end within that; replication link: "
                + node.view().link());
    }
}
