package dev.lockstep.net.tcp;

import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens: connections in their handshake, and connections that wait to be accepted. As on Linux, when the queue
 * is full a SYN is dropped, and so is the last step of a handshake, which the SYN-ACK's timer repeats.
 */
public final class Listener extends Endpoint {
    /** Linux' net.core.somaxconn. */
    private static final int MOST_BACKLOG = 4_096;

    private final Kernel kernel;
    private final Binding binding;
    private final SocketSettings settings;
    private final int backlog;
    private final ArrayDeque<Connection> accepted = new ArrayDeque<>();
    private final Set<Connection> handshakes = new LinkedHashSet<>();
    private boolean closed;

    Listener(Kernel kernel, Binding binding, SocketSettings settings, int backlog) {
        super(kernel.simulation());
        this.kernel = kernel;
        this.binding = binding;
        this.settings = settings;
        this.backlog = Math.clamp(backlog, 0, MOST_BACKLOG);
    }

    /** The next connection, or null if none waits. */
    public @Nullable Connection accept() {
        Connection next = accepted.poll();
        if (next != null) {
            next.adopt();
        }
        return next;
    }

    /** Whether a connection waits to be accepted. */
    public boolean acceptable() {
        return !accepted.isEmpty();
    }

    /** Stops listening; connections nobody has accepted are reset. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        kernel.closed(this);
        new ArrayList<>(handshakes).forEach(Connection::vanish);
        accepted.forEach(Connection::abort);
        handshakes.clear();
        accepted.clear();
        allChanged();
    }

    /** Forgets everything without a packet. */
    void vanish() {
        closed = true;
        handshakes.clear();
        accepted.clear();
    }

    void onSyn(Segment syn) {
        if (full() || handshakes.size() > MOST_BACKLOG) {
            return;
        }
        Connection connection = new Connection(kernel, syn.flow(), settings.inherited(), this);
        handshakes.add(connection);
        connection.answer(syn);
    }

    /** The handshake of a connection is complete; false if there is no room, and the last step is to be repeated. */
    boolean established(Connection connection) {
        if (full()) {
            return false;
        }
        handshakes.remove(connection);
        accepted.add(connection);
        inputChanged();
        return true;
    }

    /** The connection has died before anybody accepted it. */
    void gone(Connection connection) {
        handshakes.remove(connection);
    }

    private boolean full() {
        return accepted.size() > backlog;
    }

    Binding binding() {
        return binding;
    }

    /** "accepting address:port queued/backlog". */
    String describe() {
        return Addresses.text(binding.address()) + ":" + binding.port() + " queue " + accepted.size() + "/" + backlog
                + " handshakes " + handshakes.size();
    }

    @Override
    public int readyOps() {
        return acceptable() ? SelectionKey.OP_ACCEPT : 0;
    }
}
