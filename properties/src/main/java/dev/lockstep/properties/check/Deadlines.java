package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Things that nodes have begun and must finish in time, one a node; also knows how long the longest took, unfinished ones included. */
final class Deadlines {
    private final Map<SimulatedNode, Deadline> open = new HashMap<>();
    private long longest;

    /** A thing begins; if the node has one already, that one counts on. {@code missed} is called once if it lasts longer than {@code bound} ns. */
    void begin(SimulatedNode node, long bound, Runnable missed) {
        open.computeIfAbsent(node, n -> new Deadline(n, bound, missed));
    }

    /** The same; {@code excused} tells how much time in all so far does not count, ns. */
    void begin(SimulatedNode node, long bound, Runnable missed, LongSupplier excused) {
        open.computeIfAbsent(node, n -> new Deadline(n, bound, missed, excused));
    }

    /** Whether the node has one. */
    boolean has(SimulatedNode node) {
        return open.containsKey(node);
    }

    /** The thing is finished. */
    void met(SimulatedNode node) {
        Deadline deadline = open.remove(node);
        if (deadline != null) {
            longest = Math.max(longest, deadline.met());
        }
    }

    /** The node's process has vanished, and with it the thing. */
    void forget(SimulatedNode node) {
        Deadline deadline = open.remove(node);
        if (deadline != null) {
            deadline.cancel();
        }
    }

    /** How long the longest took, or has taken so far, ns. */
    long longest() {
        return open.values().stream().mapToLong(Deadline::elapsed).reduce(longest, Math::max);
    }
}
