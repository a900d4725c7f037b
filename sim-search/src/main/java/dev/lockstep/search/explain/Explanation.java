package dev.lockstep.search.explain;

import dev.lockstep.core.TraceEvent;
import dev.lockstep.search.Action;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run told in text.
 *
 * @param replay the run
 * @param promise the promise that broke, or null if none did
 * @param plan what was to happen, a sentence each
 * @param timeline what happened, up to the failure
 * @param waits who waited for whom at the failure, a line each; a holder stands indented beneath who waits for it
 * @param progress the last state change or command of each host, a line each
 * @param faults the faults in force at the failure, a line each
 * @param network connections and rules at the failure, or empty
 * @param hosts names of the hosts, by number
 * @param events the events with a text that the time line was made of
 * @param packets the events of packets
 * @param locks who used which lock when
 */
public record Explanation(
        Replay replay,
        @Nullable Invariant promise,
        List<String> plan,
        List<TimelineEntry> timeline,
        List<String> waits,
        List<String> progress,
        List<String> faults,
        String network,
        List<String> hosts,
        List<TraceEvent> events,
        List<TraceEvent> packets,
        List<LockSpan> locks) {
    /** Runs a seed file on the calling thread and listens. */
    public static Explanation of(LoadedSeed loaded, Builds builds) {
        Chronicle chronicle = new Chronicle();
        Replay replay = Replay.run(loaded, builds, chronicle);
        Moment broken = chronicle.broken();
        return new Explanation(
                replay,
                promise(loaded, replay.outcome()),
                replay.outcome().plan().actions().stream()
                        .map(a -> sentence(loaded, a))
                        .toList(),
                Timeline.of(chronicle.events()),
                broken == null ? List.of() : WaitGraph.lines(broken),
                chronicle.progress().stream().map(Explanation::line).toList(),
                faults(chronicle, broken),
                broken == null ? "" : broken.network(),
                chronicle.hosts(),
                chronicle.events(),
                chronicle.packets(),
                LockLedger.of(chronicle.events()));
    }

    private static @Nullable Invariant promise(LoadedSeed loaded, Outcome outcome) {
        return Stream.concat(loaded.scenario().invariants().stream(), Outcome.ALWAYS.stream())
                .filter(i -> i.name().equals(outcome.property()))
                .findFirst()
                .orElse(null);
    }

    private static String sentence(LoadedSeed loaded, Action action) {
        return "at " + Timeline.seconds(action.atNanos()) + " "
                + loaded.scenario().sentence(action)
                + (action.forNanos() == 0 ? "" : ", for " + Timeline.seconds(action.forNanos()));
    }

    private static List<String> faults(Chronicle chronicle, @Nullable Moment broken) {
        return Stream.concat(
                        chronicle.faults().stream().map(f -> f.text() + ", since " + Timeline.seconds(f.nanos())),
                        broken == null
                                ? Stream.empty()
                                : broken.paused().stream().map(h -> h + " is paused"))
                .toList();
    }

    private static String line(TraceEvent event) {
        return (event.host().isEmpty() ? "" : event.host() + " ") + "at " + Timeline.seconds(event.nanos()) + ": "
                + event.text();
    }
}
