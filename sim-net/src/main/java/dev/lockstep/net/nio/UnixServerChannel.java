package dev.lockstep.net.nio;

import dev.lockstep.core.Host;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import dev.lockstep.net.unix.LocalStream;
import dev.lockstep.net.unix.UnixListener;
import dev.lockstep.net.unix.UnixSockets;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A simulated channel that listens at a path. */
final class UnixServerChannel extends ListeningChannel {
    private final Kernel kernel;
    private final UnixSockets sockets;

    UnixServerChannel(SelectorProvider provider, Kernel kernel) {
        super(provider, kernel.newSettings(true), ChannelOptions.UNIX_LISTENER);
        this.kernel = kernel;
        this.sockets = UnixSockets.of(kernel.host());
    }

    @Override
    Backlog listen(@Nullable SocketAddress address, SocketSettings with, int length) throws IOException {
        Host host = kernel.host();
        Path path = address == null
                ? sockets.temporary(host)
                : UnixTransport.checked(address).getPath();
        return new Waiting(sockets.listen(path, length), UnixDomainSocketAddress.of(path));
    }

    private final class Waiting implements Backlog {
        private final UnixListener listener;
        private final UnixDomainSocketAddress local;

        Waiting(UnixListener listener, UnixDomainSocketAddress local) {
            this.listener = listener;
            this.local = local;
        }

        @Override
        public Endpoint endpoint() {
            return listener;
        }

        @Override
        public boolean acceptable() {
            return listener.acceptable();
        }

        @Override
        public @Nullable SocketChannel accept() {
            LocalStream next = listener.accept();
            UnixTransport transport = new UnixTransport(sockets, kernel.newSettings(false), local.getPath());
            return next == null ? null : new UnixChannel(provider(), transport, next);
        }

        @Override
        public UnixDomainSocketAddress local() {
            return local;
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException("Not supported");
    }
}
