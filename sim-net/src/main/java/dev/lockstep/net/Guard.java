package dev.lockstep.net;

/** Keeps a {@link Rule} in force until it is closed. Closing it again does nothing. */
public interface Guard extends AutoCloseable {
    /** Lifts the rule; packets it holds go on. */
    @Override
    void close();

    /** Packets the rule did not pass so far. */
    long hits();
}
