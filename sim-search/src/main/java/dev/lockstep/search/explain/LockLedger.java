package dev.lockstep.search.explain;

import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes spans of the single events of locks: {@code <name> WAITING}, {@code <name> ACQUIRED}, {@code <name> RELEASED}. */
final class LockLedger {
    private static final String WAITING = " WAITING";
    private static final String ACQUIRED = " ACQUIRED";
    private static final String RELEASED = " RELEASED";
    private static final long NEVER = -1;

    private final List<LockSpan> spans = new ArrayList<>();
    private final Map<Use, Long> asked = new HashMap<>();
    private final Map<Use, ArrayDeque<LockSpan>> held = new HashMap<>();

    private record Use(String host, long thread, boolean exclusive, String lock) {
        LockSpan span(long asked, long taken) {
            return new LockSpan(host, thread, lock, exclusive, asked, taken, NEVER);
        }
    }

    private LockLedger() {}

    /** All uses in these events, by when they were asked for. */
    static List<LockSpan> of(List<TraceEvent> events) {
        LockLedger ledger = new LockLedger();
        for (TraceEvent event : events) {
            if (event.kind() == TraceKind.LOCK) {
                ledger.add(event);
            }
        }
        ledger.asked.forEach((use, nanos) -> ledger.spans.add(use.span(nanos, NEVER)));
        ledger.held.values().forEach(ledger.spans::addAll);
        ledger.spans.sort(Comparator.comparingLong(LockSpan::askedNanos)
                .thenComparing(LockSpan::host)
                .thenComparingLong(LockSpan::thread)
                .thenComparing(LockSpan::lock));
        return ledger.spans;
    }

    private void add(TraceEvent event) {
        String text = event.text();
        if (text.endsWith(WAITING)) {
            asked.put(use(event, WAITING), event.nanos());
        } else if (text.endsWith(ACQUIRED)) {
            Use use = use(event, ACQUIRED);
            Long since = asked.remove(use);
            held.computeIfAbsent(use, u -> new ArrayDeque<>())
                    .push(use.span(since == null ? event.nanos() : since, event.nanos()));
        } else if (text.endsWith(RELEASED)) {
            released(use(event, RELEASED), event.nanos());
        }
    }

    private static Use use(TraceEvent event, String phase) {
        String lock = event.text().substring(0, event.text().length() - phase.length());
        return new Use(event.host(), event.b(), event.a() == 1, lock);
    }

    private void released(Use use, long nanos) {
        ArrayDeque<LockSpan> open = held.get(use);
        if (open != null && !open.isEmpty()) {
            LockSpan span = open.pop();
            spans.add(new LockSpan(
                    use.host(),
                    use.thread(),
                    use.lock(),
                    use.exclusive(),
                    span.askedNanos(),
                    span.takenNanos(),
                    nanos));
        }
    }
}
