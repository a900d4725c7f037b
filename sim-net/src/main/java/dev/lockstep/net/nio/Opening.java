package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NoConnectionPendingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a channel comes to its stream: connect and finishConnect. */
final class Opening {
    private final StreamUser channel;
    private final Transport transport;
    private @Nullable Stream stream;
    private boolean pending;
    private boolean connected;

    Opening(StreamUser channel, Transport transport, @Nullable Stream accepted) {
        this.channel = channel;
        this.transport = transport;
        this.stream = accepted;
        this.connected = accepted != null;
    }

    /** The stream, open or still opening, or null. */
    @Nullable
    Stream stream() {
        return stream;
    }

    boolean pending() {
        return pending;
    }

    boolean connected() {
        return connected;
    }

    /** Starts to connect; in blocking mode waits until a virtual time. */
    boolean connect(SocketAddress remote, long deadline, Watching watching) throws IOException {
        if (connected) {
            throw new AlreadyConnectedException();
        }
        if (pending) {
            throw new ConnectionPendingException();
        }
        Stream opening = transport.connect(remote);
        stream = opening;
        pending = true;
        watching.start(opening.endpoint());
        if (channel.isBlocking()) {
            return await(opening, deadline);
        }
        return poll(opening);
    }

    /** Completes what {@link #connect} has started. */
    boolean finish() throws IOException {
        if (!pending) {
            throw new NoConnectionPendingException();
        }
        Stream opening = Objects.requireNonNull(stream, "what is pending has a stream");
        return channel.isBlocking() ? await(opening, WaitQueue.NEVER) : poll(opening);
    }

    private boolean await(Stream opening, long deadline) throws IOException {
        boolean done = false;
        try {
            channel.enter();
            if (!channel.await(opening.endpoint().output(), () -> !opening.opening(), deadline)) {
                throw new SocketTimeoutException("Connect timed out");
            }
            done = channel.isOpen() && poll(opening);
        } finally {
            channel.leave(done);
        }
        return done;
    }

    private boolean poll(Stream opening) throws IOException {
        if (opening.opening()) {
            return false;
        }
        IOException failure = opening.failure();
        if (failure != null) {
            throw failure;
        }
        pending = false;
        connected = true;
        return true;
    }
}
