package dev.lockstep.examples.http2;

/** What a test sees of the server. */
public interface WebServer {
    /** The body of {@code /large}, bytes. */
    int LARGE_BYTES = 1 << 20;

    /** What the server takes to answer {@code /slow}, ms. */
    long SLOW_MILLIS = 1_000;

    /** Serves HTTP/2 on this port, for ever. */
    void start(int port) throws InterruptedException;
}
