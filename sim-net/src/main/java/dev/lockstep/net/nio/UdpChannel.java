package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Flow;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.WaitQueue;
import dev.lockstep.net.udp.UdpPort;
import dev.lockstep.net.udp.UdpPorts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A simulated UDP channel, with the states and exceptions of {@code sun.nio.ch.DatagramChannelImpl}; multicast is not simulated. Used
 * on simulated threads.
 */
final class UdpChannel extends DatagramChannel implements Selectable {
    private final Kernel kernel;
    private final SocketSettings settings;
    private final ReentrantLock reading = new ReentrantLock();
    private final Watching watching = new Watching();
    private @Nullable UdpPort port;
    private @Nullable InetSocketAddress remote;
    private @Nullable DatagramSocket adaptor;
    private boolean killed;

    UdpChannel(SelectorProvider provider, Kernel kernel) {
        super(provider);
        this.kernel = kernel;
        this.settings = kernel.newSettings(false);
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    // Addresses.

    @Override
    public DatagramChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        if (port != null) {
            throw new AlreadyBoundException();
        }
        InetSocketAddress to = local == null ? new InetSocketAddress(0) : SocketAddresses.check(local);
        bind(Addresses.of(to.getAddress()), to.getPort());
        return this;
    }

    private UdpPort bind(int address, int number) throws SocketException {
        UdpPort bound = UdpPorts.of(kernel).bind(address, number, settings);
        port = bound;
        watching.start(bound);
        return bound;
    }

    private UdpPort bound() throws SocketException {
        UdpPort own = port;
        return own == null ? bind(Addresses.ANY, 0) : own;
    }

    @Override
    public DatagramChannel connect(SocketAddress target) throws IOException {
        return connect(target, true);
    }

    DatagramChannel connect(SocketAddress target, boolean once) throws IOException {
        InetSocketAddress to = SocketAddresses.check(target);
        ensureOpen();
        if (once && remote != null) {
            throw new AlreadyConnectedException();
        }
        if (to.getPort() == 0) {
            throw new SocketException("Can't connect to port 0");
        }
        int address = reachable(to);
        bound().connect(address, to.getPort());
        remote = to.getAddress().isAnyLocalAddress() ? SocketAddresses.of(address, to.getPort()) : to;
        return this;
    }

    private static int reachable(InetSocketAddress to) throws SocketException {
        int address = Addresses.of(to.getAddress());
        if (address == -1) {
            throw new SocketException("Network is unreachable");
        }
        return address == Addresses.ANY ? Addresses.LOOPBACK : address;
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        if (remote != null && port != null) {
            port.disconnect();
        }
        remote = null;
        return this;
    }

    // Receiving.

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        Objects.requireNonNull(target);
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        Flow flow = receive(target, WaitQueue.NEVER);
        return flow == null ? null : SocketAddresses.of(flow.remoteAddress(), flow.remotePort());
    }

    /**
     * Receives, in blocking mode until a virtual time.
     *
     * @return the connection as this end names it, or null if none waits in non-blocking mode
     * @throws SocketTimeoutException when the time has come
     */
    @Nullable
    Flow receive(ByteBuffer target, long deadline) throws IOException {
        reading.lock();
        try {
            ensureOpen();
            UdpPort own = bound();
            return isBlocking() ? await(own, target, deadline) : own.receive(target);
        } finally {
            reading.unlock();
        }
    }

    private @Nullable Flow await(UdpPort own, ByteBuffer target, long deadline) throws IOException {
        Flow from = null;
        try {
            begin();
            while (from == null && isOpen()) {
                if (!own.input().await(() -> !isOpen() || own.readable(), deadline)) {
                    throw new SocketTimeoutException("Receive timed out");
                }
                from = isOpen() ? own.receive(target) : null;
            }
        } catch (InterruptedIOException e) {
            if (e instanceof SocketTimeoutException) {
                throw e;
            }
            // end() tells it as ClosedByInterruptException
        } finally {
            end(from != null);
        }
        return from;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        Objects.requireNonNull(target);
        ensureOpen();
        connected();
        int before = target.remaining();
        Flow from = receive(target, WaitQueue.NEVER);
        return from == null ? 0 : before - target.remaining();
    }

    private InetSocketAddress connected() {
        if (remote == null) {
            throw new NotYetConnectedException();
        }
        return remote;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        ByteBuffer whole = ByteBuffer.allocate(UdpPort.MOST_BYTES);
        read(whole);
        whole.flip();
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int count = Math.min(whole.remaining(), targets[i].remaining());
            targets[i].put(whole.slice(whole.position(), count));
            whole.position(whole.position() + count);
            total += count;
        }
        return total;
    }

    // Sending.

    @Override
    public int send(ByteBuffer source, SocketAddress target) throws IOException {
        Objects.requireNonNull(source);
        InetSocketAddress to = SocketAddresses.check(target);
        ensureOpen();
        if (remote != null && !to.equals(remote)) {
            throw new AlreadyConnectedException();
        }
        bound();
        if (to.getPort() == 0) {
            throw new SocketException("Can't send to port 0");
        }
        return transmit(source, to);
    }

    private int transmit(ByteBuffer source, InetSocketAddress to) throws IOException {
        boolean sent = false;
        int count = source.remaining();
        try {
            if (isBlocking()) {
                begin();
            }
            if (isOpen()) {
                bound().send(source, reachable(to), to.getPort());
                sent = true;
            }
        } finally {
            if (isBlocking()) {
                end(sent);
            }
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Objects.requireNonNull(source);
        ensureOpen();
        return transmit(source, connected());
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, sources.length);
        ensureOpen();
        InetSocketAddress to = connected();
        int total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += sources[i].remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(total);
        for (int i = offset; i < offset + length; i++) {
            whole.put(sources[i]);
        }
        return transmit(whole.flip(), to);
    }

    // Closing, modes, selection.

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    protected void implCloseSelectableChannel() {
        if (port != null) {
            port.allChanged();
        }
        if (isBlocking() || !isRegistered()) {
            kill();
        }
    }

    @Override
    public void kill() {
        if (!killed && port != null) {
            port.close();
        }
        killed = true;
    }

    @Override
    public int ready() {
        return port == null ? SelectionKey.OP_WRITE : port.readyOps();
    }

    @Override
    public void watch(Endpoint.Watcher watcher) {
        watching.add(watcher);
    }

    @Override
    public void unwatch(Endpoint.Watcher watcher) {
        watching.remove(watcher);
    }

    // What the channel tells of itself.

    @Override
    public DatagramSocket socket() {
        if (adaptor == null) {
            adaptor = new DatagramSocketOfChannel(this);
        }
        return adaptor;
    }

    @Override
    public boolean isConnected() {
        return remote != null;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remote;
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
        return port == null ? null : SocketAddresses.of(port.address(), port.port());
    }

    /** The virtual time that lies some ms ahead; 0 means never. */
    long deadline(long millis) {
        return millis == 0 ? WaitQueue.NEVER : kernel.simulation().nanoTime() + millis * 1_000_000;
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        settings.set(name, ChannelOptions.checked(name, value));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        return (T) settings.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return ChannelOptions.DATAGRAM;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("multicast is not simulated");
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface on, @Nullable InetAddress source) {
        throw new UnsupportedOperationException("multicast is not simulated");
    }
}
