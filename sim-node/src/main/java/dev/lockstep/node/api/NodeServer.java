package dev.lockstep.node.api;

import java.io.IOException;

/** One running node. Created by a {@link NodeFactory}; started once, stopped once. */
public interface NodeServer {
    /**
     * Opens the database, loads nodes.conf, binds the port and starts all threads.
     *
     * @throws IOException if the directory, the database or the port cannot be used; nothing is left running
     */
    void start() throws IOException;

    /** Stops in the order a signal would: replication, workers, database. Returns when every thread has ended. */
    void stop() throws InterruptedException;

    /** Waits until the node has stopped, by {@link #stop} or by a SHUTDOWN command. */
    void join() throws InterruptedException;

    /** A look into the node that takes none of its locks. */
    NodeView view();

    /**
     * Releases native handles after the node's threads have ceased to exist without stopping (a simulated power-off). Runs
     * no shutdown logic and writes nothing. Must not be called while a thread of the node can still run.
     */
    void abandon();
}
