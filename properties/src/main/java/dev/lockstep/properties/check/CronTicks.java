package dev.lockstep.properties.check;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.List;

/** The cron thread keeps ticking (L11). Looked at once a while. */
public final class CronTicks extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "cron-ticks",
            "The cron thread of a running node stands still no longer than a tick and the wait for a restore.",
            "tick + lock bound (L11)");

    private final Testbed testbed;
    private final long bound;

    /** For one run. */
    public CronTicks(Run run, Testbed testbed, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.bound = bounds.tick() + bounds.lock();
    }

    /** Looks at the threads of all nodes. */
    public void look(List<ThreadStatus> threads) {
        ThreadsProgress.visit(testbed, threads, "server-cron", (node, thread, still) -> {
            if (still > bound) {
                broken("the cron thread of " + node.name() + " has not run for " + still + " ns, expected at most "
                        + bound + " ns");
            }
        });
    }
}
