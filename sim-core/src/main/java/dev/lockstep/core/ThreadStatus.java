package dev.lockstep.core;

import java.util.List;

/**
 * What a live simulated thread is doing between two steps.
 *
 * @param host its host
 * @param thread its name
 * @param id its id, unique in the simulation
 * @param state as {@link Thread#getState} tells it
 * @param waitsFor the class of the park blocker or monitor it waits for, or empty; the JDK does not tell it in {@code Object.wait}
 * @param heldBy host/thread of the owner of that lock, or of the thread it joins, as far as it is known, or empty
 * @param sinceNanos when it last became runnable or stopped running, virtual ns
 * @param steps how often it has run
 * @param frames its stack, innermost first; empty before its first step
 */
public record ThreadStatus(
        String host,
        String thread,
        long id,
        Thread.State state,
        String waitsFor,
        String heldBy,
        long sinceNanos,
        long steps,
        List<StackTraceElement> frames) {
    private static final int TOP = 8;

    /** Keeps a copy of the frames. */
    public ThreadStatus {
        frames = List.copyOf(frames);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(host).append('/').append(thread).append(' ').append(state);
        if (!waitsFor.isEmpty()) {
            text.append(" on ").append(waitsFor);
        }
        if (!heldBy.isEmpty()) {
            text.append(" held by ").append(heldBy);
        }
        text.append(" since ").append(sinceNanos).append(" ns, ").append(steps).append(" steps");
        frames.stream().limit(TOP).forEach(f -> text.append("\n    at ").append(f));
        if (frames.size() > TOP) {
            text.append("\n    ... ").append(frames.size() - TOP).append(" more");
        }
        return text.toString();
    }
}
