package dev.lockstep.examples.lettuce;

/** What a test sees of an application that keeps its data in the store. */
public interface StoreClient {
    /** A command is given up after as long, ms. */
    long COMMAND_TIMEOUT = 2_000;

    /** From the loss of the connection to the next connect, ms. */
    long RECONNECT = 500;

    /** The timer that reconnects is so coarse, ms (Netty's HashedWheelTimer). */
    long TIMER_TICK = 100;

    /** Commands that may wait for their answers at once. */
    int QUEUE = 1_000;

    /** Connects, and again whenever the connection is lost. */
    void connect(String host, int port);

    /** Writes one value and waits for the answer; throws what the client library throws. */
    void set(String key, String value);

    /** Sends as many writes of as many bytes at once, waiting for no answer. */
    void flood(int writes, int bytes);

    /** How many writes of floods were acknowledged so far. */
    int acknowledged();

    /** How many writes of floods failed so far. */
    int refused();
}
