package dev.lockstep.net.plan;

/**
 * One fault of a plan. Immutable; its text is a line that tells all of it.
 *
 * @param atNanos when it begins, virtual ns since the start, at least 0
 * @param forNanos how long it lasts, ns, at least 0
 * @param kind what it is
 * @param target whom it hits, as {@link FaultKind} says, for example {@code a<->b}
 * @param amount how much, as {@link FaultKind} says; 0 where there is nothing to say
 */
public record PlannedFault(long atNanos, long forNanos, FaultKind kind, String target, long amount) {
    /** Checks times and target. */
    public PlannedFault {
        if (atNanos < 0 || forNanos < 0 || amount < 0) {
            throw new IllegalArgumentException("fault " + kind + " is at " + atNanos + " ns for " + forNanos
                    + " ns with amount " + amount + ", expected at least 0 each");
        }
        kind.targets(target);
    }

    /** When it ends, virtual ns; {@link Long#MAX_VALUE} if that is beyond the clock. */
    public long endNanos() {
        return forNanos > Long.MAX_VALUE - atNanos ? Long.MAX_VALUE : atNanos + forNanos;
    }

    @Override
    public String toString() {
        return atNanos + " ns for " + forNanos + " ns: " + kind.text() + ' ' + target
                + (amount > 0 ? " " + amount : "");
    }
}
