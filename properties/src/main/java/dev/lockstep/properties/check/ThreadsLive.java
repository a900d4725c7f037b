package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads that a node needs all the time end with the node only (S7, L11). */
public final class ThreadsLive extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "threads-live", "Workers, acceptor and cron thread of a node run until the node is asked to end.", "");

    private static final List<String> NEEDED = List.of("worker", "acceptor", "server-cron");

    private final Set<SimulatedNode> ending = new HashSet<>();

    /** For one run. */
    public ThreadsLive(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void thread(SimulatedNode node, String thread, String phase) {
        boolean needed = NEEDED.stream().anyMatch(thread::startsWith);
        if (needed && phase.equals("ended") && !ending.contains(node)) {
            broken(thread + " of " + node.name() + " has ended, expected it to run as long as the node");
        }
    }

    @Override
    public void ending(SimulatedNode node, boolean begins) {
        if (begins) {
            ending.add(node);
        } else {
            ending.remove(node);
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        ending.remove(node);
    }
}
