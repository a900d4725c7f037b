package dev.lockstep.node.replica;

/**
 * How long to wait before connecting again after an error: always the first wait, or, as servers after the recorded one do (Kvrocks PR
 * 3357), twice as long each time up to a minute, until a sync has succeeded. Belongs to the replication thread.
 */
final class BackOff {
    private static final int LONGEST_MILLIS = 60_000;

    private final boolean growing;
    private int failures;

    BackOff(boolean growing) {
        this.growing = growing;
    }

    /** Milliseconds to wait now, if the first wait is {@code first}. */
    int next(int first) {
        int doublings = growing ? Math.min(failures, 16) : 0;
        failures++;
        long wait = (long) first << doublings;
        return growing ? (int) Math.min(wait, Math.max(first, LONGEST_MILLIS)) : first;
    }

    /** A sync has succeeded. */
    void succeeded() {
        failures = 0;
    }
}
