package dev.lockstep.net.unix;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.tcp.Endpoint;
import java.nio.channels.SelectionKey;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A Unix-domain socket that listens. Used on the carrier only. */
public final class UnixListener extends Endpoint {
    private final UnixSockets sockets;
    private final Path path;
    private final int backlog;
    private final ArrayDeque<LocalStream> waiting = new ArrayDeque<>();
    private boolean closed;

    UnixListener(Simulation simulation, UnixSockets sockets, Path path, int backlog) {
        super(simulation);
        this.sockets = sockets;
        this.path = path;
        this.backlog = backlog;
    }

    /** The next connection, or null if none waits. */
    public @Nullable LocalStream accept() {
        LocalStream next = waiting.poll();
        outputChanged();
        return next;
    }

    /** Whether a connection waits to be accepted. */
    public boolean acceptable() {
        return !waiting.isEmpty();
    }

    boolean full() {
        return waiting.size() > backlog;
    }

    void add(LocalStream serverEnd) {
        waiting.add(serverEnd);
        inputChanged();
    }

    /** Stops listening; connections nobody has accepted are reset. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sockets.closed(this);
        waiting.forEach(LocalStream::close);
        waiting.clear();
        allChanged();
    }

    /** Where it listens. */
    public Path path() {
        return path;
    }

    @Override
    public int readyOps() {
        return acceptable() ? SelectionKey.OP_ACCEPT : 0;
    }
}
