package dev.lockstep.properties.check;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No threads wait for each other in a circle. Looked at once a while and at the end. */
public final class NoDeadlock extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "no-deadlock", "No threads of a node wait in a circle for locks that others of the circle hold.", "");

    /** For one run. */
    public NoDeadlock(Run run) {
        super(run, INVARIANT);
    }

    /** Looks at all threads. */
    public void look(List<ThreadStatus> threads) {
        Map<String, String> waits = new HashMap<>();
        for (ThreadStatus thread : threads) {
            if (!thread.heldBy().isEmpty()) {
                waits.put(thread.host() + "/" + thread.thread(), thread.heldBy());
            }
        }
        for (String start : waits.keySet().stream().sorted().toList()) {
            Set<String> path = circle(start, waits);
            if (path != null) {
                broken("threads wait in a circle: " + String.join(" -> ", path) + ", expected none to");
                return;
            }
        }
    }

    private static @Nullable Set<String> circle(String start, Map<String, String> waits) {
        Set<String> path = new LinkedHashSet<>();
        String at = start;
        while (at != null) {
            if (!path.add(at)) {
                return at.equals(start) ? path : null;
            }
            at = waits.get(at);
        }
        return null;
    }
}
