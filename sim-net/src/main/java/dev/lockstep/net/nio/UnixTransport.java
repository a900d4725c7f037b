package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.unix.UnixSockets;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Unix-domain sockets beneath a channel. */
final class UnixTransport implements Transport {
    private static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    private final UnixSockets sockets;
    private final SocketSettings settings;
    private @Nullable UnixDomainSocketAddress local;
    private @Nullable UnixDomainSocketAddress remote;

    UnixTransport(UnixSockets sockets, SocketSettings settings) {
        this.sockets = sockets;
        this.settings = settings;
    }

    /** Beneath an accepted connection; who has connected has no name. */
    UnixTransport(UnixSockets sockets, SocketSettings settings, Path listener) {
        this(sockets, settings);
        this.local = UnixDomainSocketAddress.of(listener);
        this.remote = UNNAMED;
    }

    static UnixDomainSocketAddress checked(SocketAddress address) {
        Objects.requireNonNull(address);
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            throw new UnsupportedAddressTypeException();
        }
        return unix;
    }

    @Override
    public void check(SocketAddress target) {
        checked(target);
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws IOException {
        UnixDomainSocketAddress to = address == null ? UNNAMED : checked(address);
        if (!to.getPath().toString().isEmpty()) {
            sockets.bind(to.getPath());
        }
        local = to;
    }

    @Override
    public Stream connect(SocketAddress target) throws IOException {
        UnixDomainSocketAddress to = checked(target);
        Stream stream = sockets.connect(to.getPath());
        remote = to;
        local = local == null ? UNNAMED : local;
        return stream;
    }

    @Override
    public @Nullable SocketAddress local() {
        return local;
    }

    @Override
    public @Nullable SocketAddress remote() {
        return remote;
    }

    @Override
    public void release() {}

    @Override
    public boolean lingers() {
        return true;
    }

    @Override
    public void set(SocketOption<?> option, Object value) throws IOException {
        settings.set(option, value);
    }

    @Override
    public Object get(SocketOption<?> option) {
        return settings.get(option);
    }

    @Override
    public Set<SocketOption<?>> options() {
        return ChannelOptions.UNIX;
    }
}
