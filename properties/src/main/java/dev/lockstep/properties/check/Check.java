package dev.lockstep.properties.check;

import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.testbed.SimulatedNode;

/**
 * One promise, watched while the nodes run. Methods are called on the node's simulated threads, at the moment it happens; they
 * never wait. A check reports through the run it was made with.
 */
public interface Check {
    /** A thread of the node got on with a lock. */
    default void lock(SimulatedNode node, String lock, boolean exclusive, LockPhase phase) {}

    /** A thread of the node {@code started}, is {@code stopping} or {@code ended}. */
    default void thread(SimulatedNode node, String thread, String phase) {}

    /** The node committed a batch of its own. */
    default void written(SimulatedNode node, long firstSequence, byte[] batch) {}

    /** The node committed a batch of its master. */
    default void applied(SimulatedNode node, long firstSequence, byte[] batch) {}

    /** A full sync replaced the node's database. */
    default void restored(SimulatedNode node, long latestSequence) {}

    /** The node's threads have ceased to exist. */
    default void crashed(SimulatedNode node) {}
}
