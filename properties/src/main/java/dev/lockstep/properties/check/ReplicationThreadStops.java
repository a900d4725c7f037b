package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** A replication thread that is asked to stop ends within the bound (L1). */
public final class ReplicationThreadStops implements Check {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "replication-thread-stops",
            "A replication thread that is asked to stop ends within bounded time.",
            "1 s + max(connect, receive time-out) + 0.1 s (L1)");

    private static final String THREAD = "master-repl";

    private final Run run;
    private final Bounds bounds;
    private final Deadlines stopping = new Deadlines();

    /** For one run. */
    public ReplicationThreadStops(Run run, Bounds bounds) {
        this.run = run;
        this.bounds = bounds;
    }

    @Override
    public void thread(SimulatedNode node, String thread, String phase) {
        if (!thread.equals(THREAD)) {
            return;
        }
        if (phase.equals("stopping")) {
            stopping.begin(node, bounds.stop(), () -> missed(node));
        } else if (phase.equals("ended")) {
            stopping.met(node);
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        stopping.forget(node);
    }

    @Override
    public void finish() {
        run.metric("replicationStopNanos", stopping.longest());
    }

    private void missed(SimulatedNode node) {
        run.fail(
                INVARIANT.name(),
                node.name() + "'s replication thread was asked to stop and still runs after " + bounds.stop()
                        + " ns, expected it to end within that; replication link: "
                        + node.view().link());
    }
}
