package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Binding;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.TcpState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TCP beneath a channel. */
public final class TcpTransport implements Transport {
    private final Kernel kernel;
    private final SocketSettings settings;
    private @Nullable Binding binding;
    private @Nullable Connection connection;
    private @Nullable InetSocketAddress remote;

    /** Beneath a channel that is not connected. */
    public TcpTransport(Kernel kernel) {
        this.kernel = kernel;
        this.settings = kernel.newSettings(false);
    }

    /** Beneath an accepted connection. */
    public TcpTransport(Kernel kernel, Connection accepted) {
        this.kernel = kernel;
        this.settings = accepted.settings();
        this.connection = accepted;
        this.remote = SocketAddresses.of(
                accepted.flow().remoteAddress(), accepted.flow().remotePort());
    }

    @Override
    public void check(SocketAddress target) {
        SocketAddresses.check(target);
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        InetSocketAddress to = local == null ? new InetSocketAddress(0) : SocketAddresses.check(local);
        binding = kernel.bind(Addresses.of(to.getAddress()), to.getPort(), settings);
    }

    @Override
    public Stream connect(SocketAddress target) throws IOException {
        InetSocketAddress to = SocketAddresses.check(target);
        int address = Addresses.of(to.getAddress());
        boolean self = address == Addresses.ANY;
        remote = self ? SocketAddresses.of(Addresses.LOOPBACK, to.getPort()) : to;
        Connection opening = kernel.connect(binding, settings, self ? Addresses.LOOPBACK : address, to.getPort());
        connection = opening;
        return new TcpStream(opening);
    }

    @Override
    public @Nullable InetSocketAddress local() {
        if (connection != null && connection.state() != TcpState.SYN_SENT) {
            return SocketAddresses.of(
                    connection.flow().localAddress(), connection.flow().localPort());
        }
        return binding == null ? null : SocketAddresses.of(binding.address(), binding.port());
    }

    @Override
    public @Nullable InetSocketAddress remote() {
        return remote;
    }

    @Override
    public void release() {
        if (binding != null) {
            kernel.release(binding);
        }
    }

    @Override
    public boolean lingers() {
        return settings.linger() != 0;
    }

    @Override
    public void set(SocketOption<?> option, Object value) throws IOException {
        if (connection != null) {
            connection.set(option, value);
        } else {
            settings.set(option, value);
        }
    }

    @Override
    public Object get(SocketOption<?> option) {
        return settings.get(option);
    }

    @Override
    public Set<SocketOption<?>> options() {
        return ChannelOptions.STREAM;
    }
}
