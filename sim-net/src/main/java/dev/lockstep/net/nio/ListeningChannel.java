package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A simulated listening channel, with the states and exceptions of {@code sun.nio.ch.ServerSocketChannelImpl}. Used on simulated
 * threads.
 */
abstract class ListeningChannel extends ServerSocketChannel implements Selectable {
    private static final int DEFAULT_BACKLOG = 50;

    private final SocketSettings settings;
    private final Set<SocketOption<?>> options;
    private final ReentrantLock acceptLock = new ReentrantLock();
    private final Watching watching = new Watching();
    private @Nullable Backlog backlog;

    ListeningChannel(SelectorProvider provider, SocketSettings settings, Set<SocketOption<?>> options) {
        super(provider);
        this.settings = settings;
        this.options = options;
    }

    /** Starts to listen. */
    abstract Backlog listen(@Nullable SocketAddress address, SocketSettings with, int length) throws IOException;

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public final ServerSocketChannel bind(@Nullable SocketAddress address, int length) throws IOException {
        ensureOpen();
        if (backlog != null) {
            throw new AlreadyBoundException();
        }
        Backlog listening = listen(address, settings, length < 1 ? DEFAULT_BACKLOG : length);
        backlog = listening;
        watching.start(listening.endpoint());
        return this;
    }

    @Override
    public final @Nullable SocketChannel accept() throws IOException {
        return accept(WaitQueue.NEVER);
    }

    /**
     * Accepts, in blocking mode until a virtual time.
     *
     * @throws SocketTimeoutException when that has come
     */
    final @Nullable SocketChannel accept(long deadline) throws IOException {
        acceptLock.lock();
        try {
            ensureOpen();
            Backlog from = backlog;
            if (from == null) {
                throw new NotYetBoundException();
            }
            return isBlocking() ? await(from, deadline) : from.accept();
        } finally {
            acceptLock.unlock();
        }
    }

    private @Nullable SocketChannel await(Backlog from, long deadline) throws IOException {
        SocketChannel next = null;
        try {
            begin();
            while (next == null && isOpen()) {
                if (!from.endpoint().input().await(() -> !isOpen() || from.acceptable(), deadline)) {
                    throw new SocketTimeoutException("Accept timed out");
                }
                next = isOpen() ? from.accept() : null;
            }
        } catch (InterruptedIOException e) {
            if (e instanceof SocketTimeoutException) {
                throw e;
            }
            // end() tells it as ClosedByInterruptException
        } finally {
            end(next != null);
        }
        return next;
    }

    @Override
    protected final void implCloseSelectableChannel() {
        // Unlike SocketChannelImpl's, a listening socket must not outlive its channel: its port is to be free at once.
        if (backlog != null) {
            backlog.close();
        }
    }

    @Override
    public final void kill() {}

    @Override
    protected final void implConfigureBlocking(boolean block) {}

    @Override
    public final int ready() {
        return backlog != null && backlog.acceptable() ? SelectionKey.OP_ACCEPT : 0;
    }

    @Override
    public final void watch(Endpoint.Watcher watcher) {
        watching.add(watcher);
    }

    @Override
    public final void unwatch(Endpoint.Watcher watcher) {
        watching.remove(watcher);
    }

    @Override
    public final @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local();
    }

    final @Nullable SocketAddress local() {
        return backlog == null ? null : backlog.local();
    }

    @Override
    public final <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        ChannelOptions.require(options, name);
        ensureOpen();
        settings.set(name, ChannelOptions.checked(name, value));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final <T> T getOption(SocketOption<T> name) throws IOException {
        ChannelOptions.require(options, name);
        ensureOpen();
        return (T) settings.get(name);
    }

    @Override
    public final Set<SocketOption<?>> supportedOptions() {
        return options;
    }

    @Override
    public final String toString() {
        String state = !isOpen()
                ? "closed"
                : backlog == null ? "unbound" : backlog.local().toString();
        return "ServerSocketChannel[" + state + "]";
    }
}
