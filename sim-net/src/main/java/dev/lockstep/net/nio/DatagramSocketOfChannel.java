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
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** A UDP channel made to look like a socket, as {@code sun.nio.ch.DatagramSocketAdaptor}; {@link DatagramSocket} is one beneath. */
final class DatagramSocketOfChannel extends ChannelDatagramSocket {
    private static final Field BUFFER_LENGTH = bufferLength();

    private final UdpChannel channel;

    DatagramSocketOfChannel(UdpChannel channel) {
        super(channel);
        this.channel = channel;
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
            channel.send(ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()), target(packet));
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
        ByteBuffer into = ByteBuffer.wrap(packet.getData(), packet.getOffset(), room(packet))
                .slice();
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
            return channel.receive(target, channel.deadline(options().timeoutMillis()));
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
