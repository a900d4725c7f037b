package dev.lockstep.search.explain;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import dev.lockstep.search.engine.SeedRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Listens to a run: keeps the events a person can read, and the moment at which the first promise broke. */
final class Chronicle implements SeedRunner.Listener {
    /** More than any run of a scenario has; what comes after it is not kept. */
    private static final int MOST_EVENTS = 1_000_000;

    private final List<TraceEvent> events = new ArrayList<>();
    private final List<TraceEvent> packets = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final Map<String, TraceEvent> progress = new TreeMap<>();
    private final Map<Long, TraceEvent> faults = new LinkedHashMap<>();
    private @Nullable Moment broken;

    @Override
    public void event(TraceEvent event, long hash) {
        if (broken != null) {
            return;
        }
        TraceKind kind = event.kind();
        if (kind == TraceKind.STATE || kind == TraceKind.COMMAND) {
            progress.put(event.host(), event);
        }
        if (kind == TraceKind.FAULT) {
            fault(event);
        }
        if (events.size() + packets.size() < MOST_EVENTS) {
            keep(event);
        }
        Simulation simulation = Simulation.current();
        if (kind == TraceKind.VIOLATION && simulation != null) {
            broken = Moment.of(simulation);
        }
    }

    private void keep(TraceEvent event) {
        if (event.kind() == TraceKind.PACKET) {
            packets.add(event);
            learnHosts();
        } else if (!event.text().isEmpty()) {
            events.add(event);
        }
    }

    /** Packets tell of hosts by number, in order of creation. */
    private void learnHosts() {
        Simulation simulation = Simulation.current();
        if (simulation != null && simulation.hosts().size() > hosts.size()) {
            hosts.clear();
            simulation.hosts().forEach(h -> hosts.add(h.name()));
        }
    }

    /** A rule has a number, and is in force or lifted; what happens in a moment is not kept. */
    private void fault(TraceEvent event) {
        if (event.b() == 1) {
            faults.put(event.a(), event);
        } else {
            faults.remove(event.a());
        }
    }

    @Override
    public void failed(Simulation simulation) {
        if (broken == null) {
            broken = Moment.of(simulation);
        }
    }

    /** The events with a text, oldest first, up to the failure. */
    List<TraceEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** The events of packets, oldest first, up to the failure. */
    List<TraceEvent> packets() {
        return Collections.unmodifiableList(packets);
    }

    /** The names of all hosts that were there when the last packet went, by number. */
    List<String> hosts() {
        return Collections.unmodifiableList(hosts);
    }

    /** The last state change or command of each host, by name. */
    Collection<TraceEvent> progress() {
        return Collections.unmodifiableCollection(progress.values());
    }

    /** The faults in force, oldest first. */
    Collection<TraceEvent> faults() {
        return Collections.unmodifiableCollection(faults.values());
    }

    /** When the first promise broke; null if none did. */
    @Nullable
    Moment broken() {
        return broken;
    }
}
