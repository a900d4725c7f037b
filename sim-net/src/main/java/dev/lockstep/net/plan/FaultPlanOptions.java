package dev.lockstep.net.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a random plan may hold.
 *
 * @param hosts names of the hosts it may hit, at least 2
 * @param fromNanos earliest beginning of a fault, virtual ns, at least 0; default 0
 * @param toNanos latest beginning, virtual ns, at least {@code fromNanos}; default 60 s
 * @param mostFaults faults at most, 0 to 1,000; a budget may make it fewer; default 8
 * @param mostNanos longest fault, ns, at least 1; default 30 s
 * @param kinds kinds to draw from; default all
 * @param budget what stays alive; default nothing
 */
public record FaultPlanOptions(
        List<String> hosts,
        long fromNanos,
        long toNanos,
        int mostFaults,
        long mostNanos,
        Set<FaultKind> kinds,
        FaultBudget budget) {
    private static final long SECOND = 1_000_000_000L;

    /** Checks the bounds. */
    public FaultPlanOptions {
        hosts = List.copyOf(hosts);
        kinds = EnumSet.copyOf(kinds);
        if (hosts.size() < 2) {
            throw new IllegalArgumentException("hosts are " + hosts + ", expected at least 2");
        }
        if (fromNanos < 0 || toNanos < fromNanos || mostNanos < 1) {
            throw new IllegalArgumentException("faults from " + fromNanos + " to " + toNanos + " ns for at most "
                    + mostNanos + " ns, expected 0 <= from <= to and a length of at least 1");
        }
        if (mostFaults < 0 || mostFaults > 1_000) {
            throw new IllegalArgumentException("mostFaults is " + mostFaults + ", expected 0 to 1,000");
        }
    }

    /** The defaults for some hosts. */
    public static FaultPlanOptions of(List<String> hosts) {
        return new FaultPlanOptions(
                hosts, 0, 60 * SECOND, 8, 30 * SECOND, EnumSet.allOf(FaultKind.class), new FaultBudget.Unlimited());
    }

    /** The same for other times: earliest and latest beginning, longest fault (ns). */
    public FaultPlanOptions times(long from, long to, long longest) {
        return new FaultPlanOptions(hosts, from, to, mostFaults, longest, kinds, budget);
    }

    /** The same with another number of faults at most. */
    public FaultPlanOptions faults(int most) {
        return new FaultPlanOptions(hosts, fromNanos, toNanos, most, mostNanos, kinds, budget);
    }

    /** The same with other kinds. */
    public FaultPlanOptions kinds(Set<FaultKind> other) {
        return new FaultPlanOptions(hosts, fromNanos, toNanos, mostFaults, mostNanos, other, budget);
    }

    /** The same with another budget. */
    public FaultPlanOptions budget(FaultBudget other) {
        return new FaultPlanOptions(hosts, fromNanos, toNanos, mostFaults, mostNanos, kinds, other);
    }
}
