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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** A simulated channel that listens for TCP connections. */
final class TcpServerChannel extends ListeningChannel {
    private final Kernel kernel;
    private @Nullable ServerSocket adaptor;

    TcpServerChannel(SelectorProvider provider, Kernel kernel) {
        super(provider, kernel.newSettings(true), ChannelOptions.LISTENER);
        this.kernel = kernel;
    }

    @Override
    Backlog listen(@Nullable SocketAddress address, SocketSettings with, int length) throws IOException {
        InetSocketAddress to = address == null ? new InetSocketAddress(0) : SocketAddresses.check(address);
        Binding binding = kernel.bind(Addresses.of(to.getAddress()), to.getPort(), with);
        try {
            Listener listener = kernel.listen(binding, with, length);
            return new Waiting(listener, SocketAddresses.of(binding.address(), binding.port()));
        } catch (IOException e) {
            kernel.release(binding);
            throw e;
        }
    }

    private final class Waiting implements Backlog {
        private final Listener listener;
        private final InetSocketAddress local;

        Waiting(Listener listener, InetSocketAddress local) {
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
            Connection next = listener.accept();
            return next == null ? null : new TcpChannel(provider(), kernel, next);
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    @Override
    public ServerSocket socket() {
        if (adaptor == null) {
            adaptor = ServerSocketOfChannel.create(this);
        }
        return adaptor;
    }

    @Nullable
    InetSocketAddress localAddress() {
        return (InetSocketAddress) local();
    }

    /** The virtual time that lies some ms ahead; 0 means never. */
    long deadline(long millis) {
        return millis == 0 ? WaitQueue.NEVER : kernel.simulation().nanoTime() + millis * 1_000_000;
    }
}
