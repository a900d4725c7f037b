package dev.lockstep.net.fault;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Which lookups of names fail at this moment. Used on the carrier only. */
public final class LookupFaults {
    private final Simulation simulation;
    private final List<Entry> entries = new ArrayList<>(0);

    /** None fail. */
    public LookupFaults(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Makes lookups fail until the guard is closed.
     *
     * @param description for the trace and netstat
     * @param which the asking host and the name
     */
    public Guard add(String description, BiPredicate<Host, String> which) {
        Entry entry = new Entry(description, which);
        entries.add(entry);
        simulation.trace().emit(TraceKind.FAULT, null, "in force: " + description);
        return entry;
    }

    /** Whether a lookup fails. */
    public boolean fails(Host asking, String name) {
        for (Entry entry : entries) {
            if (entry.which.test(asking, name)) {
                entry.hits++;
                return true;
            }
        }
        return false;
    }

    /** One line for each in force. */
    public List<String> describe() {
        return entries.stream().map(e -> e.description + " hits " + e.hits).toList();
    }

    private final class Entry implements Guard {
        private final String description;
        private final BiPredicate<Host, String> which;
        private long hits;

        Entry(String description, BiPredicate<Host, String> which) {
            this.description = description;
            this.which = which;
        }

        @Override
        public void close() {
            if (entries.remove(this)) {
                simulation.trace().emit(TraceKind.FAULT, null, "lifted: " + description);
            }
        }

        @Override
        public long hits() {
            return hits;
        }
    }
}
