package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What a listening channel has once it is bound. */
interface Backlog {
    /** What waits for it. */
    Endpoint endpoint();

    /** Whether a connection waits. */
    boolean acceptable();

    /** The next connection, or null if none waits. */
    @Nullable
    SocketChannel accept() throws IOException;

    /** Where it listens. */
    SocketAddress local();

    /** Stops listening. */
    void close();
}
