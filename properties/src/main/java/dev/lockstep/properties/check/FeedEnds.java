package dev.lockstep.properties.check;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.List;

/** A replica that does not read is dropped (L8). Looked at once a while. */
public final class FeedEnds extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "feed-ends",
            "The thread that feeds a replica which does not read gives up in bounded time.",
            "send time-out + idle ping period + 1 tick (L8)");

    private final Testbed testbed;
    private final long bound;

    /** For one run. */
    public FeedEnds(Run run, Testbed testbed, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.bound = bounds.feed();
    }

    /** Looks at the threads of all nodes. */
    public void look(List<ThreadStatus> threads) {
        ThreadsProgress.visit(testbed, threads, "feed-replica", (node, thread, still) -> {
            if (still > bound) {
                broken(thread.thread() + " of " + node.name() + " has not moved for " + still
                        + " ns, expected it to send, ping or give up within " + bound + " ns");
            }
        });
    }
}
