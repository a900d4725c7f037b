package dev.lockstep.node.api;

import java.util.Map;

/** Creates nodes. Found by {@link java.util.ServiceLoader}; a patched build of the node brings its own. */
public interface NodeFactory {
    /**
     * A node that is not started yet.
     *
     * @param config options under Kvrocks' own names, for example {@code port}, {@code dir}, {@code cluster-enabled}
     * @param observer told what the node does
     * @throws IllegalArgumentException naming the option, its value and what was expected
     */
    NodeServer create(Map<String, String> config, NodeObserver observer);

    /**
     * Loads what a JVM loads once, such as native libraries; loading them may start processes and threads. Optional: creating and
     * starting a node does it too. Call it on an ordinary thread.
     */
    default void prepare() {}
}
