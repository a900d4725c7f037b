package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.WaitQueue;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** A simulated TCP channel. */
final class TcpChannel extends StreamChannel {
    private final Kernel kernel;
    private final TcpTransport transport;
    private @Nullable Socket adaptor;

    TcpChannel(SelectorProvider provider, Kernel kernel) {
        this(provider, kernel, new TcpTransport(kernel), null);
    }

    /** An accepted connection. */
    TcpChannel(SelectorProvider provider, Kernel kernel, Connection accepted) {
        this(provider, kernel, new TcpTransport(kernel, accepted), accepted);
    }

    private TcpChannel(
            SelectorProvider provider, Kernel kernel, TcpTransport transport, @Nullable Connection accepted) {
        super(provider, transport, accepted == null ? null : new TcpStream(accepted));
        this.kernel = kernel;
        this.transport = transport;
    }

    @Override
    public Socket socket() {
        if (adaptor == null) {
            adaptor = SocketOfChannel.create(this);
        }
        return adaptor;
    }

    @Nullable
    InetSocketAddress remoteAddress() {
        return transport.remote();
    }

    @Nullable
    InetSocketAddress localAddress() {
        return transport.local();
    }

    /** The virtual time that lies some ms ahead; 0 means never. */
    long deadline(long millis) {
        return millis == 0 ? WaitQueue.NEVER : kernel.simulation().nanoTime() + millis * 1_000_000;
    }
}
