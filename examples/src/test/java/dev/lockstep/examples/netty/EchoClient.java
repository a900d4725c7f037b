package dev.lockstep.examples.netty;

import java.util.function.Consumer;

/** What a test sees of the client, which keeps one connection, numbers its lines, and waits for each line to come back. */
public interface EchoClient {
    /** A line is sent so often, ms. */
    long PERIOD = 100;

    /** The connection is given up after as long a silence, ms. */
    long READ_TIMEOUT = 2_000;

    /** A connect may take as long, ms. */
    long CONNECT_TIMEOUT = 1_000;

    /** From the loss of a connection to the next connect, ms. */
    long RECONNECT = 500;

    /** A line of a flood, bytes. */
    int FLOOD_LINE = 1_000;

    /**
     * Connects, and again whenever the connection is lost.
     *
     * @param events told that it has connected, of a loss with its reason, and of each line that came back
     */
    void start(String host, int port, Consumer<String> events);

    /** Stops reading, and sends as many lines of {@link #FLOOD_LINE}. */
    void flood(int lines);

    /** Reads again. */
    void drain();
}
