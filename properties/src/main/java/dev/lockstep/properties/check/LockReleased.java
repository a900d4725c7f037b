package dev.lockstep.properties.check;

import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** Whoever holds the exclusive work lock releases it within the bound (L2). */
public final class LockReleased implements Check {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "lock-released",
            "The exclusive lock that a topology change takes is released within bounded time.",
            "1 s + max(connect, receive time-out) + 0.1 s (L1, L2)");

    private static final String LOCK = "works_concurrency_rw_lock";

    private final Run run;
    private final Bounds bounds;
    private final Deadlines held = new Deadlines();

    /** For one run. */
    public LockReleased(Run run, Bounds bounds) {
        this.run = run;
        this.bounds = bounds;
    }

    @Override
    public void lock(SimulatedNode node, String lock, boolean exclusive, LockPhase phase) {
        if (!exclusive || !lock.equals(LOCK)) {
            return;
        }
        if (phase == LockPhase.ACQUIRED) {
            held.begin(node, bounds.lock(), () -> missed(node));
        } else if (phase == LockPhase.RELEASED) {
            held.met(node);
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        held.forget(node);
    }

    @Override
    public void finish() {
        run.metric("lockHoldNanos", held.longest());
    }

    private void missed(SimulatedNode node) {
        run.fail(
                INVARIANT.name(),
                node.name() + " has held the exclusive lock for more than " + bounds.lock()
                        + " ns, expected at most that; replication link: "
                        + node.view().link());
    }
}
