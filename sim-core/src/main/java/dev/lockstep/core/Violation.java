package dev.lockstep.core;

/**
 * Something that escaped the simulation or went wrong in it: a wake-up from a foreign thread, a park while pinned, an uncaught
 * exception, a step without end.
 *
 * @param nanos virtual time it was noticed, ns
 * @param host the host, or empty
 * @param thread the thread, or empty
 * @param what one line: what happened and what to do about it
 * @param stack the stack at that moment
 */
public record Violation(long nanos, String host, String thread, String what, Throwable stack) {
    @Override
    public String toString() {
        return "at " + nanos + " ns on " + (host.isEmpty() ? "no host" : host) + (thread.isEmpty() ? "" : "/" + thread)
                + ": " + what;
    }
}
