package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;

/**
 * A replica does not fetch everything again and again (L6). A full sync during which its master deleted the log that must follow it was
 * for nothing whatever the node does: L6 promises an end only if the log is kept for as long as a full sync takes. The same goes for the
 * time the link is up afterwards, since a feed may lag behind; but not for a wait after the link broke. Such a one is not counted, nor is
 * one during which the master's own database was being replaced or the master started anew, nor one that began while another replica
 * fetched from that master: a checkpoint that is being sent cannot be replaced, and is refused if it is useless.
 */
public final class FullSyncsEnd extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "full-syncs-end",
            "When no fault is left and the topology stays, a replica needs a bounded number of full syncs, besides those"
                    + " during which its master deleted the log that must follow.",
            "3 + max(idle time of a checkpoint + 1 long tick, send time-out, transfer) / (retry wait) (L6)");

    private final Testbed testbed;
    private final Told told;
    private final int bound;
    private final boolean logDeleted;
    private final Map<SimulatedNode, Count> counts = new HashMap<>();

    /** The full syncs of one replica since the last thing that came from outside. */
    private static final class Count {
        private final long outside;
        private final long pushes;
        private int syncs;
        /** Whether the last one was for nothing. */
        private boolean vain;
        /** Whether it or the link after it still needs the log. */
        private boolean open;

        private boolean connected;

        Count(long outside, long pushes) {
            this.outside = outside;
            this.pushes = pushes;
        }
    }

    /** For one run; {@code bound} is a number of full syncs. */
    public FullSyncsEnd(Run run, Testbed testbed, Told told, int bound) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.told = told;
        this.bound = bound;
        this.logDeleted = isZero("rocksdb.wal_ttl_seconds") && isZero("rocksdb.wal_size_limit_mb");
    }

    private boolean isZero(String option) {
        return testbed.config().getOrDefault(option, "").equals("0");
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("replication")) {
            link(node, value);
        } else if (subject.equals("flushed") && logDeleted) {
            inVain(node);
        }
    }

    private void link(SimulatedNode node, String value) {
        if (value.equals("fetch_meta")) {
            begun(node);
        }
        Count count = counts.get(node);
        if (count != null) {
            count.open &= !(count.connected && value.equals("connecting"));
            count.connected = value.equals("connected");
        }
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        inVain(node);
    }

    @Override
    public void started(SimulatedNode node) {
        counts.remove(node);
        inVain(node);
    }

    private void begun(SimulatedNode node) {
        Count count = current(node);
        count.syncs += count.vain ? 0 : 1;
        SimulatedNode master = node.master();
        count.vain = master != null && (master.view().loading() || sendsFiles(master));
        count.open = true;
        if (count.syncs > bound) {
            broken(node.name() + " has begun " + count.syncs + " full syncs since the last fault and the last topology,"
                    + " expected at most " + bound + " of those during which its master kept the log");
        }
    }

    private boolean sendsFiles(SimulatedNode master) {
        return testbed.nodes().stream()
                .anyMatch(
                        other -> other.master() == master && other.view().link().equals("fetch_sst"));
    }

    private Count current(SimulatedNode node) {
        long outside = testbed.weather().changedAt();
        long pushes = testbed.nodes().stream().mapToLong(told::sent).sum();
        Count count = counts.get(node);
        if (count == null
                || count.outside != outside
                || count.pushes != pushes
                || testbed.weather().calmNanos() == 0) {
            count = new Count(outside, pushes);
            counts.put(node, count);
        }
        return count;
    }

    private void inVain(SimulatedNode master) {
        for (SimulatedNode node : testbed.nodes()) {
            Count count = counts.get(node);
            if (count != null && count.open && node.master() == master) {
                count.vain = true;
            }
        }
    }
}
