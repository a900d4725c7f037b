package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simulated connection as a channel, with the states, locks and exceptions of {@code sun.nio.ch.SocketChannelImpl}. Used on
 * simulated threads.
 */
abstract class StreamChannel extends SocketChannel implements Selectable, StreamUser {
    private static final int READ_WRITE = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

    private final Transport transport;
    private final Opening opening;
    private final Reading reading = new Reading(this);
    private final Writing writing = new Writing(this);
    private final Watching watching = new Watching();
    private boolean killed;

    StreamChannel(SelectorProvider provider, Transport transport, @Nullable Stream accepted) {
        super(provider);
        this.transport = transport;
        this.opening = new Opening(this, transport, accepted);
        if (accepted != null) {
            watching.start(accepted.endpoint());
        }
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public final Stream stream() throws ClosedChannelException {
        ensureOpen();
        Stream established = opening.stream();
        if (!opening.connected() || established == null) {
            throw new NotYetConnectedException();
        }
        return established;
    }

    @Override
    public final void enter() {
        begin();
    }

    @Override
    public final void leave(boolean completed) throws AsynchronousCloseException {
        end(completed);
    }

    // Connecting.

    @Override
    public final SocketChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        if (opening.pending()) {
            throw new ConnectionPendingException();
        }
        if (transport.local() != null) {
            throw new AlreadyBoundException();
        }
        transport.bind(local);
        return this;
    }

    @Override
    public final boolean connect(SocketAddress remote) throws IOException {
        transport.check(remote);
        return connect(remote, WaitQueue.NEVER);
    }

    /** Connects in blocking mode, giving up at a virtual time. */
    final void blockingConnect(SocketAddress remote, long deadline) throws IOException {
        transport.check(remote);
        if (!isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        connect(remote, deadline);
    }

    private boolean connect(SocketAddress remote, long deadline) throws IOException {
        lockBoth();
        try {
            ensureOpen();
            return opening.connect(remote, deadline, watching);
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            unlockBoth();
        }
    }

    @Override
    public final boolean finishConnect() throws IOException {
        lockBoth();
        try {
            if (opening.connected() && isOpen()) {
                return true;
            }
            ensureOpen();
            return opening.finish();
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            unlockBoth();
        }
    }

    // Reading and writing.

    @Override
    public final int read(ByteBuffer target) throws IOException {
        return reading.read(target, WaitQueue.NEVER);
    }

    /** Reads in blocking mode until a virtual time. */
    final int read(ByteBuffer target, long deadline) throws IOException {
        return reading.read(target, deadline);
    }

    @Override
    public final long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return reading.read(targets, offset, length);
    }

    @Override
    public final int write(ByteBuffer source) throws IOException {
        return writing.write(source);
    }

    @Override
    public final long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return writing.write(sources, offset, length);
    }

    @Override
    public final SocketChannel shutdownInput() throws IOException {
        reading.shutdown();
        return this;
    }

    @Override
    public final SocketChannel shutdownOutput() throws IOException {
        writing.shutdown();
        return this;
    }

    // Closing and modes.

    private void lockBoth() {
        reading.lock().lock();
        writing.lock().lock();
    }

    private void unlockBoth() {
        writing.lock().unlock();
        reading.lock().unlock();
    }

    @Override
    protected final void implConfigureBlocking(boolean block) throws IOException {
        lockBoth();
        try {
            ensureOpen();
        } finally {
            unlockBoth();
        }
    }

    @Override
    protected final void implCloseSelectableChannel() {
        Stream stream = opening.stream();
        if (isBlocking() || !isRegistered()) {
            kill();
        } else if (opening.connected() && stream != null && transport.lingers()) {
            // The socket lives until the selector has forgotten it; the other side sees the end at once.
            stream.shutdownOutput();
        }
    }

    @Override
    public final void kill() {
        if (killed) {
            return;
        }
        killed = true;
        Stream stream = opening.stream();
        if (stream != null) {
            stream.close();
        } else {
            transport.release();
        }
    }

    // Selection.

    /** A socket that is not connected counts as hung up: it is ready for everything. */
    @Override
    public final int ready() {
        Stream stream = opening.stream();
        if (stream == null) {
            return validOps();
        }
        if (opening.pending()) {
            return stream.opening() ? 0 : SelectionKey.OP_CONNECT;
        }
        int ops = (stream.readable() ? SelectionKey.OP_READ : 0) | (stream.writable() ? SelectionKey.OP_WRITE : 0);
        return (reading.shut() ? ops | SelectionKey.OP_READ : ops) & READ_WRITE;
    }

    @Override
    public final void watch(Endpoint.Watcher watcher) {
        watching.add(watcher);
    }

    @Override
    public final void unwatch(Endpoint.Watcher watcher) {
        watching.remove(watcher);
    }

    // What the channel tells of itself.

    @Override
    public final boolean isConnected() {
        return opening.connected() && isOpen();
    }

    @Override
    public final boolean isConnectionPending() {
        return opening.pending() && isOpen();
    }

    @Override
    public final @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return transport.remote();
    }

    @Override
    public final @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return transport.local();
    }

    final boolean inputOpen() {
        return !reading.shut();
    }

    final boolean outputOpen() {
        return !writing.shut();
    }

    final int available() throws IOException {
        return reading.shut() ? 0 : stream().available();
    }

    @Override
    public final <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        ChannelOptions.require(transport.options(), name);
        ensureOpen();
        transport.set(name, ChannelOptions.checked(name, value));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final <T> T getOption(SocketOption<T> name) throws IOException {
        ChannelOptions.require(transport.options(), name);
        ensureOpen();
        return (T) transport.get(name);
    }

    @Override
    public final Set<SocketOption<?>> supportedOptions() {
        return transport.options();
    }

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder("java.nio.channels.SocketChannel[");
        if (!isOpen()) {
            return text.append("closed]").toString();
        }
        text.append(isConnected() ? "connected" : isConnectionPending() ? "connection-pending" : "unconnected");
        text.append(isConnected() && reading.shut() ? " ishut" : "")
                .append(isConnected() && writing.shut() ? " oshut" : "");
        if (transport.local() != null) {
            text.append(" local=").append(transport.local());
        }
        if (transport.remote() != null) {
            text.append(" remote=").append(transport.remote());
        }
        return text.append(']').toString();
    }
}
