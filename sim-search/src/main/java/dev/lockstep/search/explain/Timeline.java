package dev.lockstep.search.explain;

import dev.lockstep.core.TraceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events that matter, in order. What happens again and again is told once, with a count; a lock is told of when somebody had to
 * wait for it, held it for some time, or never let it go.
 */
final class Timeline {
    /** A lock held for less is nothing to tell, ns. */
    private static final long HELD = 1_000_000L;

    private final Map<String, TimelineEntry> entries = new LinkedHashMap<>();

    private Timeline() {}

    /** Condenses events, oldest first. */
    static List<TimelineEntry> of(List<TraceEvent> events) {
        Timeline timeline = new Timeline();
        events.forEach(timeline::add);
        LockLedger.of(events).forEach(timeline::add);
        List<TimelineEntry> sorted = new ArrayList<>(timeline.entries.values());
        sorted.sort(Comparator.comparingLong(TimelineEntry::nanos));
        return sorted;
    }

    private void add(TraceEvent event) {
        switch (event.kind()) {
            case STEP, PACKET, LOCK -> {}
            default -> put(event.nanos(), event.host(), event.text());
        }
    }

    private void add(LockSpan span) {
        String lock = span.text();
        if (span.takenNanos() < 0) {
            put(span.askedNanos(), span.host(), "waits for " + lock + ", and never gets it");
            return;
        }
        if (span.takenNanos() > span.askedNanos()) {
            put(
                    span.takenNanos(),
                    span.host(),
                    "got " + lock + " after waiting " + seconds(span.takenNanos() - span.askedNanos()));
        }
        if (span.releasedNanos() < 0) {
            put(span.takenNanos(), span.host(), "took " + lock + ", and never releases it");
        } else if (span.exclusive() && span.releasedNanos() - span.takenNanos() >= HELD) {
            put(
                    span.takenNanos(),
                    span.host(),
                    "took " + lock + " and held it for " + seconds(span.releasedNanos() - span.takenNanos()));
        }
    }

    private void put(long nanos, String host, String text) {
        entries.merge(
                host + '\n' + text, new TimelineEntry(nanos, host, text), (old, again) -> old.again(again.nanos()));
    }

    /** Seconds with three to six digits after the point. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9).replaceFirst("0{1,3}$", "") + " s";
    }
}
