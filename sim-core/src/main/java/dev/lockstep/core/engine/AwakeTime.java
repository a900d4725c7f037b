package dev.lockstep.core.engine;

/**
 * How long the JVM has been able to run while one thread looked on: a process that was stopped, or a machine that slept, is not to blame
 * for what did not happen meanwhile. Confined to the thread that looks.
 */
final class AwakeTime {
    /** A look that comes later than that many times its due time tells of a gap. */
    private static final int TARDY = 2;

    private long lookedAt;
    private long nanos;

    /** Begins at 0; {@code now} by the real clock, ns. */
    AwakeTime(long now) {
        this.lookedAt = now;
    }

    /**
     * Looks again.
     *
     * @param now by the real clock, ns
     * @param pauseNanos how long the thread meant to wait since its last look, ns
     * @return time awake since the start, ns
     */
    long look(long now, long pauseNanos) {
        nanos += Math.min(now - lookedAt, TARDY * pauseNanos);
        lookedAt = now;
        return nanos;
    }
}
