package dev.lockstep.search.explain;

import dev.lockstep.core.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final String WAITING = " WAITING";
    private static final String ACQUIRED = " ACQUIRED";
    private static final String RELEASED = " RELEASED";

    private final Map<String, TimelineEntry> entries = new LinkedHashMap<>();
    private final Map<LockUse, Long> waiting = new LinkedHashMap<>();
    private final Map<LockUse, ArrayDeque<Long>> held = new HashMap<>();

    private record LockUse(String host, long thread, boolean exclusive, String lock) {
        String text() {
            return lock + (exclusive ? "" : " (shared)");
        }
    }

    private Timeline() {}

    /** Condenses events, oldest first. */
    static List<TimelineEntry> of(List<TraceEvent> events) {
        Timeline timeline = new Timeline();
        events.forEach(timeline::add);
        timeline.openEnds();
        List<TimelineEntry> sorted = new ArrayList<>(timeline.entries.values());
        sorted.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
        return sorted;
    }

    private void add(TraceEvent event) {
        switch (event.kind()) {
            case STEP, PACKET -> {}
            case LOCK -> lock(event);
            default -> put(event.nanos(), event.host(), event.text());
        }
    }

    private void put(long nanos, String host, String text) {
        entries.merge(
                host + '\n' + text, new TimelineEntry(nanos, host, text), (old, again) -> old.again(again.nanos()));
    }

    private void lock(TraceEvent event) {
        String text = event.text();
        if (text.endsWith(WAITING)) {
            waiting.put(use(event, WAITING), event.nanos());
        } else if (text.endsWith(ACQUIRED)) {
            acquired(use(event, ACQUIRED), event.nanos());
        } else if (text.endsWith(RELEASED)) {
            released(use(event, RELEASED), event.nanos());
        } else {
            put(event.nanos(), event.host(), text);
        }
    }

    private static LockUse use(TraceEvent event, String phase) {
        String lock = event.text().substring(0, event.text().length() - phase.length());
        return new LockUse(event.host(), event.b(), event.a() == 1, lock);
    }

    private void acquired(LockUse use, long nanos) {
        Long since = waiting.remove(use);
        if (since != null && since < nanos) {
            put(nanos, use.host(), "got " + use.text() + " after waiting " + seconds(nanos - since));
        }
        held.computeIfAbsent(use, u -> new ArrayDeque<>()).push(nanos);
    }

    private void released(LockUse use, long nanos) {
        ArrayDeque<Long> since = held.get(use);
        if (since != null && !since.isEmpty()) {
            long start = since.pop();
            if (use.exclusive() && nanos - start >= HELD) {
                put(start, use.host(), "took " + use.text() + " and held it for " + seconds(nanos - start));
            }
        }
    }

    private void openEnds() {
        waiting.forEach((use, since) -> put(since, use.host(), "waits for " + use.text() + ", and never gets it"));
        held.forEach((use, starts) ->
                starts.forEach(s -> put(s, use.host(), "took " + use.text() + ", and never releases it")));
    }

    /** Seconds with three to six digits after the point. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9).replaceFirst("0{1,3}$", "") + " s";
    }
}
