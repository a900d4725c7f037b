package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Binding;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Listener;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A simulated listening channel, with the states and exceptions of {@code sun.nio.ch.ServerSocketChannelImpl}. Used on simulated
 * threads.
 */
final class TcpServerChannel extends ServerSocketChannel implements Selectable {
    private static final int DEFAULT_BACKLOG = 50;
    private static final Set<SocketOption<?>> OPTIONS = SocketSettings.supported(true);

    private final Kernel kernel;
    private final SocketSettings settings;
    private final ReentrantLock acceptLock = new ReentrantLock();
    private final List<Endpoint.Watcher> watchers = new ArrayList<>(1);
    private @Nullable Listener listener;
    private @Nullable InetSocketAddress local;
    private @Nullable ServerSocket adaptor;

    TcpServerChannel(SelectorProvider provider, Kernel kernel) {
        super(provider);
        this.kernel = kernel;
        this.settings = kernel.newSettings(true);
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        ensureOpen();
        if (listener != null) {
            throw new AlreadyBoundException();
        }
        InetSocketAddress to = address == null ? new InetSocketAddress(0) : SocketAddresses.check(address);
        Binding binding = kernel.bind(Addresses.of(to.getAddress()), to.getPort(), settings.reuseAddress());
        try {
            Listener listening = kernel.listen(binding, settings, backlog < 1 ? DEFAULT_BACKLOG : backlog);
            listener = listening;
            local = SocketAddresses.of(binding.address(), binding.port());
            watchers.forEach(listening::watch);
        } catch (IOException e) {
            kernel.release(binding);
            throw e;
        }
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        return accept(WaitQueue.NEVER);
    }

    /**
     * Accepts, in blocking mode until a virtual time.
     *
     * @throws SocketTimeoutException when that has come
     */
    @Nullable
    SocketChannel accept(long deadline) throws IOException {
        acceptLock.lock();
        try {
            ensureOpen();
            Listener from = listener;
            if (from == null) {
                throw new NotYetBoundException();
            }
            Connection next = isBlocking() ? awaitConnection(from, deadline) : from.accept();
            return next == null ? null : new TcpChannel(provider(), kernel, next);
        } finally {
            acceptLock.unlock();
        }
    }

    private @Nullable Connection awaitConnection(Listener from, long deadline) throws IOException {
        Connection next = null;
        try {
            begin();
            while (next == null && isOpen()) {
                if (!from.input().await(() -> !isOpen() || from.acceptable(), deadline)) {
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
    protected void implCloseSelectableChannel() {
        // Unlike SocketChannelImpl's, a listening socket must not outlive its channel: its port is to be free at once.
        if (listener != null) {
            listener.close();
        }
    }

    @Override
    public void kill() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public int ready() {
        return listener == null ? 0 : listener.readyOps();
    }

    @Override
    public void watch(Endpoint.Watcher watcher) {
        watchers.add(watcher);
        if (listener != null) {
            listener.watch(watcher);
        }
    }

    @Override
    public void unwatch(Endpoint.Watcher watcher) {
        watchers.remove(watcher);
        if (listener != null) {
            listener.unwatch(watcher);
        }
    }

    @Override
    public ServerSocket socket() {
        if (adaptor == null) {
            adaptor = ServerSocketOfChannel.create(this);
        }
        return adaptor;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    @Nullable
    InetSocketAddress localAddress() {
        return local;
    }

    /** The virtual time that lies some ms ahead; 0 means never. */
    long deadline(long millis) {
        return millis == 0 ? WaitQueue.NEVER : kernel.simulation().nanoTime() + millis * 1_000_000;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        requireSupported(name);
        ensureOpen();
        settings.set(name, value);
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(SocketOption<T> name) throws IOException {
        requireSupported(name);
        ensureOpen();
        return (T) settings.get(name);
    }

    private static void requireSupported(SocketOption<?> name) {
        if (!OPTIONS.contains(name)) {
            throw new UnsupportedOperationException("'" + name + "' not supported");
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return OPTIONS;
    }

    @Override
    public String toString() {
        return "ServerSocketChannel[" + (local == null ? "unbound" : local) + "]";
    }
}
