package dev.lockstep.core;

/**
 * A step that has taken more real time than {@link SimulationOptions#stepWallMillis}: most likely a loop that never parks, or a
 * call that blocks for real.
 *
 * @param seed the seed of the run
 * @param host the host, or empty if an engine callback is stuck
 * @param thread the thread, or empty
 * @param nanos virtual time of the step, ns
 * @param step number of the step
 * @param wallMillis real time it has taken so far, ms
 * @param stack where the code was when it was noticed
 */
public record StuckStep(
        long seed, String host, String thread, long nanos, long step, long wallMillis, Throwable stack) {
    @Override
    public String toString() {
        return "seed " + seed + ": step " + step + " at " + nanos + " ns, "
                + (host.isEmpty() ? "an engine callback" : host + "/" + thread) + ", has taken " + wallMillis
                + " ms of real time without a call into the scheduler, expected it to park, yield or end;"
                + " a loop must wait with Thread.sleep, Thread.yield or Thread.onSpinWait, and may not block for real";
    }
}
