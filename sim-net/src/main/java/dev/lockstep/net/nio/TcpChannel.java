package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Binding;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Errno;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.TcpState;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated TCP channel, with the states, locks and exceptions of {@code sun.nio.ch.SocketChannelImpl}. Used on simulated
 * threads.
 */
final class TcpChannel extends SocketChannel implements Selectable {
    private final Kernel kernel;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final List<Endpoint.Watcher> watchers = new ArrayList<>(1);
    private final SocketSettings settings;
    private @Nullable Binding binding;
    private @Nullable Connection connection;
    private @Nullable InetSocketAddress remote;
    private @Nullable Socket adaptor;
    private boolean pending;
    private boolean connected;
    private boolean inputClosed;
    private boolean outputClosed;
    private boolean reset;
    private boolean killed;

    TcpChannel(SelectorProvider provider, Kernel kernel) {
        super(provider);
        this.kernel = kernel;
        this.settings = kernel.newSettings(false);
    }

    /** An accepted connection. */
    TcpChannel(SelectorProvider provider, Kernel kernel, Connection accepted) {
        super(provider);
        this.kernel = kernel;
        this.settings = accepted.settings();
        this.connection = accepted;
        this.connected = true;
        this.remote = new InetSocketAddress(
                Addresses.inet(null, accepted.flow().remoteAddress()),
                accepted.flow().remotePort());
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private Connection connected() throws ClosedChannelException {
        ensureOpen();
        Connection established = connection;
        if (!connected || established == null) {
            throw new NotYetConnectedException();
        }
        return established;
    }

    // Connecting.

    @Override
    public SocketChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        if (pending) {
            throw new ConnectionPendingException();
        }
        if (binding != null || connection != null) {
            throw new AlreadyBoundException();
        }
        InetSocketAddress to = local == null ? new InetSocketAddress(0) : SocketAddresses.check(local);
        binding = kernel.bind(Addresses.of(to.getAddress()), to.getPort(), settings.reuseAddress());
        return this;
    }

    @Override
    public boolean connect(SocketAddress target) throws IOException {
        return connect(SocketAddresses.check(target), WaitQueue.NEVER);
    }

    /** Connects in blocking mode, giving up at a virtual time. */
    void blockingConnect(SocketAddress target, long deadline) throws IOException {
        InetSocketAddress to = SocketAddresses.check(target);
        if (!isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        connect(to, deadline);
    }

    private boolean connect(InetSocketAddress to, long deadline) throws IOException {
        try {
            lockBoth();
            try {
                ensureOpen();
                if (connected) {
                    throw new AlreadyConnectedException();
                }
                if (pending) {
                    throw new ConnectionPendingException();
                }
                startConnecting(to);
                return isBlocking() && awaitConnected(deadline);
            } finally {
                unlockBoth();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void startConnecting(InetSocketAddress to) throws IOException {
        InetAddress address = to.getAddress();
        int target = Addresses.of(address);
        remote = target == Addresses.ANY
                ? new InetSocketAddress(Addresses.inet(null, Addresses.LOOPBACK), to.getPort())
                : to;
        pending = true;
        Connection opening =
                kernel.connect(binding, settings, target == Addresses.ANY ? Addresses.LOOPBACK : target, to.getPort());
        connection = opening;
        watchers.forEach(opening::watch);
    }

    @Override
    public boolean finishConnect() throws IOException {
        try {
            lockBoth();
            try {
                if (connected) {
                    return true;
                }
                ensureOpen();
                if (!pending) {
                    throw new NoConnectionPendingException();
                }
                return isBlocking() ? awaitConnected(WaitQueue.NEVER) : pollConnected();
            } finally {
                unlockBoth();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private boolean awaitConnected(long deadline) throws IOException {
        Connection opening = Objects.requireNonNull(connection);
        boolean done = false;
        try {
            begin();
            if (!await(opening.output(), () -> opening.state() != TcpState.SYN_SENT, deadline)) {
                throw new SocketTimeoutException("Connect timed out");
            }
            done = isOpen() && pollConnected();
        } finally {
            end(done);
        }
        return done;
    }

    private boolean pollConnected() throws IOException {
        Connection opening = Objects.requireNonNull(connection);
        if (opening.state() == TcpState.SYN_SENT) {
            return false;
        }
        Errno error = opening.takeError();
        if (error != null) {
            throw error.ofConnect();
        }
        pending = false;
        connected = true;
        return true;
    }

    /** Waits for a condition or for the channel to be closed; false if the deadline came first. */
    private boolean await(WaitQueue queue, BooleanSupplier condition, long deadline) {
        try {
            return queue.await(() -> !isOpen() || condition.getAsBoolean(), deadline);
        } catch (InterruptedIOException e) {
            return true; // end() tells it as ClosedByInterruptException
        }
    }

    // Reading and writing.

    @Override
    public int read(ByteBuffer target) throws IOException {
        return read(target, WaitQueue.NEVER);
    }

    /**
     * Reads, in blocking mode until a virtual time.
     *
     * @throws SocketTimeoutException when that has come
     */
    int read(ByteBuffer target, long deadline) throws IOException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        readLock.lock();
        try {
            Connection from = connected();
            boolean blocking = isBlocking();
            int count = 0;
            try {
                if (blocking) {
                    begin();
                }
                count = readReady(from, target);
                while (blocking && count == 0 && target.hasRemaining() && isOpen()) {
                    if (!await(from.input(), () -> inputClosed || from.readable(), deadline)) {
                        throw new SocketTimeoutException("Read timed out");
                    }
                    count = isOpen() ? readReady(from, target) : 0;
                }
            } finally {
                if (blocking) {
                    end(count > 0);
                }
            }
            return count;
        } finally {
            readLock.unlock();
        }
    }

    private int readReady(Connection from, ByteBuffer target) throws IOException {
        if (reset) {
            throw new SocketException("Connection reset");
        }
        if (inputClosed) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        try {
            return from.read(target);
        } catch (SocketException e) {
            reset = true;
            throw e;
        }
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        readLock.lock();
        try {
            long total = 0;
            for (int i = offset; i < offset + length; i++) {
                if (total > 0 && connected().available() == 0) {
                    return total;
                }
                if (targets[i].hasRemaining() || length == 1) {
                    int count = read(targets[i]);
                    if (count <= 0) {
                        return total > 0 ? total : count;
                    }
                    total += count;
                }
            }
            return total;
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        writeLock.lock();
        try {
            Connection to = connected();
            boolean blocking = isBlocking();
            int before = source.remaining();
            try {
                if (blocking) {
                    begin();
                }
                writeReady(to, source);
                while (blocking && source.hasRemaining() && isOpen()) {
                    await(to.output(), () -> outputClosed || to.writable(), WaitQueue.NEVER);
                    if (isOpen()) {
                        writeReady(to, source);
                    }
                }
            } finally {
                if (blocking) {
                    end(source.remaining() < before);
                }
            }
            return before - source.remaining();
        } finally {
            writeLock.unlock();
        }
    }

    private void writeReady(Connection to, ByteBuffer source) throws IOException {
        if (outputClosed) {
            throw new AsynchronousCloseException();
        }
        to.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, sources.length);
        writeLock.lock();
        try {
            Connection to = connected();
            to.more(true);
            try {
                return writeAll(sources, offset, length);
            } finally {
                to.more(false);
            }
        } finally {
            writeLock.unlock();
        }
    }

    private long writeAll(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        Connection from = connected();
        inputClosed = true;
        from.allChanged();
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        Connection to = connected();
        if (!outputClosed) {
            outputClosed = true;
            to.shutdownOutput();
        }
        return this;
    }

    // Closing and modes.

    private void lockBoth() {
        readLock.lock();
        writeLock.lock();
    }

    private void unlockBoth() {
        writeLock.unlock();
        readLock.unlock();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        lockBoth();
        try {
            ensureOpen();
        } finally {
            unlockBoth();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        if (isBlocking() || !isRegistered()) {
            kill();
        } else if (connected && connection != null && settings.linger() != 0) {
            // The socket lives until the selector has forgotten it; the other side sees the end at once.
            connection.shutdownOutput();
        }
    }

    @Override
    public void kill() {
        if (killed) {
            return;
        }
        killed = true;
        if (connection != null) {
            connection.close();
        } else if (binding != null) {
            kernel.release(binding);
        }
    }

    // Selection.

    @Override
    public int ready() {
        Connection current = connection;
        if (current == null) {
            return 0;
        }
        if (pending) {
            return current.readyOps() & SelectionKey.OP_CONNECT;
        }
        int ops = current.readyOps() & (SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return inputClosed ? ops | SelectionKey.OP_READ : ops;
    }

    @Override
    public void watch(Endpoint.Watcher watcher) {
        watchers.add(watcher);
        if (connection != null) {
            connection.watch(watcher);
        }
    }

    @Override
    public void unwatch(Endpoint.Watcher watcher) {
        watchers.remove(watcher);
        if (connection != null) {
            connection.unwatch(watcher);
        }
    }

    // What the socket tells of itself.

    @Override
    public Socket socket() {
        if (adaptor == null) {
            adaptor = SocketOfChannel.create(this);
        }
        return adaptor;
    }

    @Override
    public boolean isConnected() {
        return connected && isOpen();
    }

    @Override
    public boolean isConnectionPending() {
        return pending && isOpen();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remoteAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return localAddress();
    }

    @Nullable
    InetSocketAddress remoteAddress() {
        return remote;
    }

    @Nullable
    InetSocketAddress localAddress() {
        if (connection != null && connected) {
            return SocketAddresses.of(
                    connection.flow().localAddress(), connection.flow().localPort());
        }
        return binding == null ? null : SocketAddresses.of(binding.address(), binding.port());
    }

    boolean inputOpen() {
        return !inputClosed;
    }

    boolean outputOpen() {
        return !outputClosed;
    }

    int available() throws IOException {
        return inputClosed ? 0 : connected().available();
    }

    /** The virtual time that lies some ms ahead; 0 means never. */
    long deadline(long millis) {
        return millis == 0 ? WaitQueue.NEVER : kernel.simulation().nanoTime() + millis * 1_000_000;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        ensureOpen();
        if (connection != null) {
            connection.set(name, value);
        } else {
            settings.set(name, value);
        }
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ensureOpen();
        return (T) settings.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return SocketSettings.supported(false);
    }

    @Override
    public String toString() {
        return "SocketChannel[" + (connected ? "connected" : pending ? "connection-pending" : "unconnected") + " local="
                + localAddress() + " remote=" + remote + "]";
    }
}
