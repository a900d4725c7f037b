package dev.lockstep.properties.check;

import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The locks of a node are taken in one order (S12): nobody waits for A while holding B if anybody ever waited for B while holding A,
 * through any number of locks between. Finds a possible deadlock in runs in which it does not happen. A lock that is only tried for
 * takes part in no circle, but nobody reports it as waiting without holding on; so it counts all the same.
 */
public final class LocksOrdered extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "locks-ordered", "The order in which the threads of a node take its locks has no circle.", "");

    private final Map<Thread, List<String>> held = new HashMap<>();
    private final Map<String, Set<String>> after = new TreeMap<>();

    /** For one run. */
    public LocksOrdered(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void lock(SimulatedNode node, String lock, boolean exclusive, LockPhase phase) {
        List<String> mine = held.computeIfAbsent(Thread.currentThread(), t -> new ArrayList<>());
        switch (phase) {
            case WAITING -> mine.forEach(first -> ordered(node, first, lock));
            case ACQUIRED -> mine.add(lock);
            case RELEASED -> mine.remove(lock);
        }
        if (mine.isEmpty()) {
            held.remove(Thread.currentThread());
        }
    }

    private void ordered(SimulatedNode node, String first, String then) {
        if (first.equals(then)
                || !after.computeIfAbsent(first, f -> new TreeSet<>()).add(then)) {
            return;
        }
        if (reachable(then, first)) {
            broken(node.name() + " waits for " + then + " while holding " + first
                    + ", expected one order of all locks; so far " + after);
        }
    }

    private boolean reachable(String from, String to) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String lock = open.remove();
            if (lock.equals(to)) {
                return true;
            }
            if (seen.add(lock)) {
                open.addAll(after.getOrDefault(lock, Set.of()));
            }
        }
        return false;
    }
}
