package dev.lockstep.search.explain;

/**
 * One line of a time line.
 *
 * @param nanos when it first happened, virtual ns
 * @param host where; empty for what concerns all
 * @param text what happened
 * @param times how often, at least 1
 * @param lastNanos when it last happened, virtual ns
 */
public record TimelineEntry(long nanos, String host, String text, int times, long lastNanos) {
    TimelineEntry(long nanos, String host, String text) {
        this(nanos, host, text, 1, nanos);
    }

    TimelineEntry again(long when) {
        return new TimelineEntry(nanos, host, text, times + 1, when);
    }
}
