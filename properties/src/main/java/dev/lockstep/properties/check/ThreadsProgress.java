package dev.lockstep.properties.check;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.util.List;
import java.util.Optional;

/** The threads of nodes that are neither paused nor without power, as the checks that sample them see them. */
final class ThreadsProgress {
    /** Sees a thread that has not run for a while. */
    @FunctionalInterface
    interface Visitor {
        void thread(SimulatedNode node, ThreadStatus thread, long stillNanos);
    }

    private ThreadsProgress() {}

    /** Visits the threads of a kind; only where nothing has held the node up for at least as long as the thread stands still. */
    static void visit(Testbed testbed, List<ThreadStatus> threads, String kind, Visitor visitor) {
        long now = testbed.simulation().nanoTime();
        for (ThreadStatus thread : threads) {
            Optional<SimulatedNode> node = testbed.nodes().stream()
                    .filter(n -> n.name().equals(thread.host()))
                    .findFirst();
            if (thread.thread().startsWith(kind)
                    && node.isPresent()
                    && !node.get().disturbance().excuses(thread.sinceNanos())) {
                visitor.thread(node.get(), thread, now - thread.sinceNanos());
            }
        }
    }
}
