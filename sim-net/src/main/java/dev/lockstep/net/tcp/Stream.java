package dev.lockstep.net.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One end of a connection that carries bytes in order, as channels see it, whatever lies beneath. Used on the carrier only. */
public interface Stream {
    /** What waits for it. */
    Endpoint endpoint();

    /**
     * Reads what is there.
     *
     * @return bytes read, 0 if there are none yet, -1 at the end
     * @throws IOException as the JDK tells the error of the connection
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes what there is room for.
     *
     * @return bytes taken, 0 if there is no room
     * @throws IOException as the JDK tells the error of the connection
     */
    int write(ByteBuffer source) throws IOException;

    /** Whether further writes follow at once, as those of a gathering write; what carries bytes may then put them together. */
    default void more(boolean follows) {}

    /** Whether reading would not wait. */
    boolean readable();

    /** Whether writing would not wait. */
    boolean writable();

    /** Bytes that can be read at once. */
    int available();

    /** Ends the outgoing stream; what was written before still arrives. */
    void shutdownOutput();

    /** Nothing is read any more. */
    void shutdownInput();

    /** Gives the end up. */
    void close();

    /** Whether the outcome of connecting is still open. */
    boolean opening();

    /** What connecting ended with, or null; asking takes it away. */
    @Nullable
    IOException failure();
}
