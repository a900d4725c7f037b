package dev.lockstep.net.nio;

import dev.lockstep.core.Host;
import dev.lockstep.core.SimulationException;
import dev.lockstep.net.tcp.Flow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A UDP channel made to look like a socket, as {@code sun.nio.ch.DatagramSocketAdaptor}; {@link DatagramSocket} is one beneath. */
final class DatagramSocketOfChannel extends DatagramSocket {
    private static final Field BUFFER_LENGTH = bufferLength();

    private final UdpChannel channel;
    private final AdaptorOptions options;

    DatagramSocketOfChannel(UdpChannel channel) {
        super(new NoDatagramImpl());
        this.channel = channel;
        this.options = new AdaptorOptions(channel);
    }

    private static Field bufferLength() {
        try {
            Field field = DatagramPacket.class.getDeclaredField("bufLength");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks DatagramPacket.bufLength, expected a HotSpot JDK 25", e);
        }
    }

    // Addresses.

    @Override
    public void bind(@Nullable SocketAddress local) throws SocketException {
        try {
            channel.bind(local);
        } catch (IOException | RuntimeException e) {
            throw SocketAddresses.socketException(e);
        }
    }

    @Override
    public void connect(InetAddress address, int port) {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            connect(new InetSocketAddress(address, port));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void connect(SocketAddress remote) throws SocketException {
        if (remote == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            channel.connect(remote, false);
        } catch (ClosedChannelException e) {
            // as the JDK has it: connecting a closed socket does nothing
        } catch (IOException | RuntimeException e) {
            throw SocketAddresses.socketException(e);
        }
    }

    @Override
    public void disconnect() {
        try {
            channel.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isBound() {
        return channel.localAddress() != null;
    }

    @Override
    public boolean isConnected() {
        return channel.remoteAddress() != null;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = channel.remoteAddress();
        return remote == null ? null : remote.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress remote = channel.remoteAddress();
        return remote == null ? -1 : remote.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return channel.remoteAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return isClosed() ? null : channel.localAddress();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        if (isClosed()) {
            return null;
        }
        InetSocketAddress local = channel.localAddress();
        return (local == null ? new InetSocketAddress(0) : local).getAddress();
    }

    @Override
    public int getLocalPort() {
        InetSocketAddress local = channel.localAddress();
        return isClosed() ? -1 : local == null ? 0 : local.getPort();
    }

    // Datagrams.

    @Override
    public void send(DatagramPacket packet) throws IOException {
        try {
            channel.send(
                    ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()), target(packet));
        } catch (AlreadyConnectedException e) {
            throw new IllegalArgumentException("Connected and packet address differ", e);
        } catch (ClosedChannelException e) {
            throw closed(e);
        }
    }

    private SocketAddress target(DatagramPacket packet) {
        InetSocketAddress remote = channel.remoteAddress();
        if (packet.getAddress() != null) {
            return packet.getSocketAddress();
        }
        if (remote == null) {
            throw new IllegalArgumentException("Address not set");
        }
        packet.setSocketAddress(remote);
        return remote;
    }

    private static SocketException closed(ClosedChannelException e) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(packet.getData(), packet.getOffset(), room(packet)).slice();
        Flow from = receive(into);
        if (from != null) {
            packet.setLength(into.position());
            packet.setSocketAddress(SocketAddresses.of(from.remoteAddress(), from.remotePort()));
        }
    }

    /** What the packet was made for: receiving shortens it, but not the room for the next datagram. */
    private static int room(DatagramPacket packet) {
        try {
            return (int) BUFFER_LENGTH.get(packet);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("java.net is open to the agent", e);
        }
    }

    private @Nullable Flow receive(ByteBuffer target) throws IOException {
        try {
            return channel.receive(target, channel.deadline(options.timeoutMillis()));
        } catch (SocketTimeoutException | PortUnreachableException e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } catch (ClosedChannelException e) {
            throw closed(e);
        } catch (InterruptedIOException e) {
            close();
            throw new SocketException("Closed by interrupt", e);
        }
    }

    private static IOException interrupted(ClosedByInterruptException e) {
        return Host.onPlatformThread() ? e : new SocketException("Closed by interrupt", e);
    }

    // Options.

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        options.timeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return options.timeout();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        options.set(StandardSocketOptions.SO_SNDBUF, AdaptorOptions.positive(size, "Invalid send size"));
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return options.get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        options.set(StandardSocketOptions.SO_RCVBUF, AdaptorOptions.positive(size, "Invalid receive size"));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return options.get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return options.get(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public void setBroadcast(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_BROADCAST, on);
    }

    @Override
    public boolean getBroadcast() throws SocketException {
        return options.get(StandardSocketOptions.SO_BROADCAST);
    }

    @Override
    public void setTrafficClass(int trafficClass) throws SocketException {
        options.set(StandardSocketOptions.IP_TOS, trafficClass);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return options.get(StandardSocketOptions.IP_TOS);
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public void joinGroup(SocketAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("multicast is not simulated");
    }

    @Override
    public void leaveGroup(SocketAddress group, NetworkInterface on) {
        throw new UnsupportedOperationException("multicast is not simulated");
    }

    // Closing.

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public DatagramChannel getChannel() {
        return channel;
    }
}
