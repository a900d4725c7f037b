package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A node answers -LOADING only while it replaces its database (L5). */
public final class LoadingEnds extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "loading-ends",
            "A node that answers -LOADING stops doing so within bounded time, also when the restore fails or is stopped.",
            "lock bound + 2 ticks, and with slave-empty-db-before-fullsync the transfer as well (L5)");

    /** What follows a full sync that has failed, been stopped or succeeded. */
    private static final Set<String> OVER = Set.of("none", "connecting", "connected");

    private final long bound;
    private final Map<SimulatedNode, Long> refusedBefore = new HashMap<>();
    private final Deadlines loading = new Deadlines();

    /** For one run; {@code bound} in ns. */
    public LoadingEnds(Run run, long bound) {
        super(run, INVARIANT);
        this.bound = bound;
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("replication") && OVER.contains(value) && loading.has(node) && !diskRefused(node)) {
            broken(node.name() + " is still loading although its link is " + value
                    + " and the full sync over, expected it to end with that");
        }
        if (!subject.equals("loading")) {
            return;
        }
        if (value.equals("1")) {
            refusedBefore.putIfAbsent(node, refused(node));
            loading.begin(node, bound, () -> missed(node), () -> node.heldUpNanos() + refused(node));
        } else {
            loading.met(node);
            refusedBefore.remove(node);
        }
    }

    private static long refused(SimulatedNode node) {
        return node.host().disk().refusedNanos();
    }

    /** Whether the disk has taken no writes at some time since loading began: then there may be no database that could be opened. */
    private boolean diskRefused(SimulatedNode node) {
        // What is refused at once takes no time.
        return node.host().disk().refuses() || refused(node) > refusedBefore.getOrDefault(node, 0L);
    }

    @Override
    public void crashed(SimulatedNode node) {
        loading.forget(node);
        refusedBefore.remove(node);
    }

    @Override
    public void finish() {
        run().metric("loadingNanos", loading.longest());
    }

    private void missed(SimulatedNode node) {
        broken(node.name() + " has been loading for more than " + bound
                + " ns, expected at most that; replication link: " + node.view().link());
    }
}
