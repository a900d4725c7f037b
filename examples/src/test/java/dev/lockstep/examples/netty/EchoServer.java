package dev.lockstep.examples.netty;

/** What a test sees of the server. */
public interface EchoServer {
    /** Echoes whatever it gets on this port, on every connection, for ever. */
    void start(int port) throws InterruptedException;

    /** The most it ever had to keep in memory for one connection because the other end did not read, bytes. */
    long mostPending();

    /** What it may have to keep by its configuration, bytes. */
    long pendingBound();
}
