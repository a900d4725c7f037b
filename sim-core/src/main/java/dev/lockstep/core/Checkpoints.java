package dev.lockstep.core;

import java.util.List;

/**
 * The hash of a trace at evenly spaced places, so that two runs can be compared without their events.
 *
 * @param every how many events lie between two of them, at least 1
 * @param hashes 16 hex digits each: the hash after {@code every} events, after twice as many, and so on; at most 32
 */
public record Checkpoints(long every, List<String> hashes) {
    /** No checkpoints. */
    public static final Checkpoints NONE = new Checkpoints(1, List.of());

    /** Checks the bound; copies. */
    public Checkpoints {
        if (every < 1) {
            throw new IllegalArgumentException("every is " + every + ", expected at least 1");
        }
        hashes = List.copyOf(hashes);
    }

    /** The hash after so many events, a multiple of {@code every}. */
    String after(long events) {
        return hashes.get((int) (events / every) - 1);
    }

    /**
     * The events among which two traces differ first.
     *
     * @param from index of the first event that may differ, from 0
     * @param to index of the last one that may be the first to differ; {@link Long#MAX_VALUE} if it lies behind all checkpoints
     */
    public record Range(long from, long to) {}

    /** Where another trace, known to differ, differs from this one first. */
    public Range differsFrom(Checkpoints other) {
        long step = Math.max(every, other.every);
        if (step % every != 0 || step % other.every != 0) {
            return new Range(0, Long.MAX_VALUE);
        }
        long common = Math.min(every * hashes.size(), other.every * other.hashes.size()) / step * step;
        for (long events = step; events <= common; events += step) {
            if (!after(events).equals(other.after(events))) {
                return new Range(events - step, events - 1);
            }
        }
        return new Range(common, Long.MAX_VALUE);
    }
}
