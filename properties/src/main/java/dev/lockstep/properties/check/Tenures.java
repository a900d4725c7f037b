package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers the times for which a node keeps one history: a new one begins whenever its role changes, its database is replaced or it
 * loses data. A restart alone begins none, so what was acknowledged before it must be there after it.
 */
public final class Tenures implements Check {
    private final Map<SimulatedNode, Integer> numbers = new HashMap<>();
    private final Map<SimulatedNode, String> roles = new HashMap<>();

    /** All nodes begin as masters. */
    public Tenures() {}

    /** The number of the node's present tenure. */
    public int of(SimulatedNode node) {
        return numbers.getOrDefault(node, 0);
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("role") && !Objects.equals(roles.put(node, value), value)) {
            next(node);
        }
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        next(node);
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        next(node);
    }

    @Override
    public void emptied(SimulatedNode node) {
        next(node);
    }

    private void next(SimulatedNode node) {
        numbers.merge(node, 1, Integer::sum);
    }
}
