package dev.lockstep.properties.check;

import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;

/**
 * One promise, watched while the nodes run. Methods are called on the node's simulated threads, or on the controller's, at the moment it
 * happens; they never wait. A check reports through the run it was made with.
 */
public interface Check {
    /** A thread of the node got on with a lock. */
    default void lock(SimulatedNode node, String lock, boolean exclusive, LockPhase phase) {}

    /** A thread of the node {@code started}, is {@code stopping} or {@code ended}. */
    default void thread(SimulatedNode node, String thread, String phase) {}

    /** A state variable of the node has a new value. */
    default void state(SimulatedNode node, String subject, String value) {}

    /** The node executed a command. */
    default void command(SimulatedNode node, String name, String replyHead) {}

    /** The node committed a batch of its own. */
    default void written(SimulatedNode node, long firstSequence, byte[] batch) {}

    /** The node committed a batch of its master. */
    default void applied(SimulatedNode node, long firstSequence, byte[] batch) {}

    /** A full sync replaced the node's database. */
    default void restored(SimulatedNode node, long latestSequence) {}

    /** A full sync that had deleted the node's data came to nothing; the node has an empty database. */
    default void emptied(SimulatedNode node) {}

    /** The node has started. */
    default void started(SimulatedNode node) {}

    /** The node could not start. */
    default void startFailed(SimulatedNode node, Exception reason) {}

    /** The node was asked to end ({@code true}), or has ended ({@code false}). */
    default void ending(SimulatedNode node, boolean begins) {}

    /** The node's threads have ceased to exist; what it wrote is there when it starts again. */
    default void crashed(SimulatedNode node) {}

    /** Besides, the node has lost what it had written but not forced to disk, or all files it had. Comes after {@link #crashed}. */
    default void lostData(SimulatedNode node, boolean all) {}

    /** Besides, bits of its files have changed. Comes after {@link #crashed} and before {@link #lostData}. */
    default void damaged(SimulatedNode node) {}

    /** The controller has sent a topology to the node. */
    default void told(SimulatedNode node, Topology topology) {}

    /** The node has answered: {@code OK}, an error, or empty if no answer came. */
    default void answered(SimulatedNode node, Topology topology, String reply) {}

    /** An operator sends the node a topology of his own, or ({@code false}) has got the answer, which need not ever be. */
    default void toldByHand(SimulatedNode node, boolean begins) {}

    /** The run is over. */
    default void finish() {}
}
