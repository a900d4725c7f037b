package dev.lockstep.node.api;

/**
 * What a node tells whoever embeds it. Called on the node's own threads, sometimes with its locks held: an implementation
 * must return at once and must not call back into the node.
 */
public interface NodeObserver {
    /** An observer that ignores everything. */
    NodeObserver NONE = new NodeObserver() {};

    /** How far a thread has got with a lock. */
    enum LockPhase {
        /** The calling thread starts waiting. */
        WAITING,
        /** The calling thread holds the lock. */
        ACQUIRED,
        /** The calling thread has let go. */
        RELEASED
    }

    /**
     * The calling thread moves to another phase of a lock.
     *
     * @param lock its name, for example {@code works_concurrency_rw_lock} or {@code slaveof_mu}
     * @param exclusive whether it is taken exclusively
     * @param phase how far it has got; {@code RELEASED} comes just before letting go, or ends a wait that was given up
     */
    default void lock(String lock, boolean exclusive, LockPhase phase) {}

    /**
     * A thread of the node started, was asked to stop, or ended.
     *
     * @param thread its kind and name, for example {@code master-repl}
     * @param phase {@code started}, {@code stopping} or {@code ended}
     */
    default void thread(String thread, String phase) {}

    /**
     * A state variable has a new value.
     *
     * @param subject {@code replication} (state of the link, as {@link NodeView#link}), {@code role}, {@code loading} ({@code 1} or
     *     {@code 0}), {@code cluster_version} or {@code flushed} (the sequence up to which all is in tables; the log before it is kept
     *     as long as the configuration says)
     * @param value the new value, as INFO would print it
     */
    default void state(String subject, String value) {}

    /** A batch was committed that this node wrote itself; {@code firstSequence} is the sequence of its first update. */
    default void written(long firstSequence, byte[] batch) {}

    /** A batch that came from the master was committed. */
    default void applied(long firstSequence, byte[] batch) {}

    /** A full sync replaced the database; {@code latestSequence} is that of the new one. */
    default void restored(long latestSequence) {}

    /**
     * Asks whether the calling thread is to take a path that is allowed and rare, such as a read of a few bytes. Never true in
     * production.
     *
     * @param place a name that is unique in the node and stays the same from version to version
     */
    default boolean disturbs(String place) {
        return false;
    }

    /** A command was executed: its name in upper case and the first bytes of its reply up to the line end. */
    default void command(String name, String replyHead) {}
}
