package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.function.BooleanSupplier;

/** A channel whose reading and writing halves are kept apart from it. */
interface StreamUser {
    /**
     * Its stream.
     *
     * @throws IOException if the channel is closed
     * @throws java.nio.channels.NotYetConnectedException if it has none yet
     */
    Stream stream() throws IOException;

    boolean isOpen();

    boolean isBlocking();

    /** Begins what an interrupt or a close may end. */
    void enter();

    /** Ends it. */
    void leave(boolean completed) throws AsynchronousCloseException;

    /** Waits for a condition or for the channel to be closed; false if the deadline came first. */
    default boolean await(WaitQueue queue, BooleanSupplier condition, long deadline) {
        try {
            return queue.await(() -> !isOpen() || condition.getAsBoolean(), deadline);
        } catch (InterruptedIOException e) {
            return true; // leave() tells it as ClosedByInterruptException
        }
    }
}
