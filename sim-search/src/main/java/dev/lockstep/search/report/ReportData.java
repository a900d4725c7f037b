package dev.lockstep.search.report;

import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.PacketEvent;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.explain.Explanation;
import dev.lockstep.search.explain.LockSpan;
import dev.lockstep.search.explain.TimelineEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's script draws, as maps and lists with short keys: a run has many packets. */
final class ReportData {
    private ReportData() {}

    static Map<String, @Nullable Object> of(Explanation told) {
        Outcome outcome = told.replay().outcome();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("file", told.replay().loaded().file().toString());
        data.put("scenario", told.replay().loaded().scenario().name());
        data.put("profile", told.replay().loaded().recipe().profile().name());
        data.put("seed", Long.toString(outcome.seed()));
        data.put("traceHash", outcome.traceHash());
        data.put("verdict", outcome.verdict());
        data.put("property", outcome.property());
        data.put("message", outcome.message());
        data.put("promise", told.promise() == null ? "" : told.promise().sentence());
        data.put("bound", told.promise() == null ? "" : told.promise().bound());
        data.put("failedAt", outcome.failedAtNanos());
        data.put("end", outcome.passed() ? outcome.virtualNanos() : outcome.failedAtNanos());
        data.put("hosts", told.hosts());
        data.put("plan", told.plan());
        data.put("metrics", outcome.metrics());
        data.put("waits", told.waits());
        data.put("progress", told.progress());
        data.put("faultsInForce", told.faults());
        data.put("network", told.network());
        data.put("timeline", told.timeline().stream().map(ReportData::entry).toList());
        data.put(
                "locks",
                told.locks().stream()
                        .filter(ReportData::visible)
                        .map(ReportData::lock)
                        .toList());
        data.put(
                "events",
                told.events().stream()
                        .filter(e -> e.kind() != TraceKind.LOCK)
                        .map(ReportData::event)
                        .toList());
        data.put(
                "packets",
                told.packets().stream().map(p -> packet(p, told.hosts())).toList());
        return data;
    }

    /** A lock taken and let go in the same instant has no length to draw. */
    private static boolean visible(LockSpan span) {
        return span.releasedNanos() != span.askedNanos();
    }

    private static Map<String, @Nullable Object> entry(TimelineEntry entry) {
        return row(
                "t", entry.nanos(), "h", entry.host(), "x", entry.text(), "n", entry.times(), "u", entry.lastNanos());
    }

    private static Map<String, @Nullable Object> lock(LockSpan span) {
        return row(
                "h", span.host(),
                "x", span.text(),
                "e", span.exclusive(),
                "a", span.askedNanos(),
                "t", span.takenNanos(),
                "r", span.releasedNanos());
    }

    private static Map<String, @Nullable Object> event(TraceEvent event) {
        return row(
                "t", event.nanos(),
                "k", event.kind().name(),
                "h", event.host(),
                "a", event.a(),
                "b", event.b(),
                "x", event.text());
    }

    private static List<Object> packet(TraceEvent event, List<String> hosts) {
        PacketEvent packet = PacketEvent.of(event);
        int here = hosts.indexOf(event.host());
        int from = packet.delivered() ? packet.otherHost() : here;
        int to = packet.delivered() ? here : packet.otherHost();
        return List.of(
                event.nanos(),
                from,
                to,
                packet.fromPort(),
                packet.toPort(),
                packet.flags(),
                packet.length(),
                packet.delivered() ? 1 : 0);
    }

    /** Keys and values in turn; the order of keys is kept, so that a page's bytes do not depend on the JVM. */
    private static Map<String, @Nullable Object> row(Object... keysAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            row.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return row;
    }
}
