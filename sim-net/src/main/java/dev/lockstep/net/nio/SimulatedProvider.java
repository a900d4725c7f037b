package dev.lockstep.net.nio;

import dev.lockstep.core.Host;
import dev.lockstep.core.SimulationException;
import dev.lockstep.net.Network;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.unix.LocalStream;
import dev.lockstep.net.unix.UnixSockets;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives simulated threads simulated channels, pipes and selectors, and everybody else those of the platform. Thread-safe.
 */
public final class SimulatedProvider extends SelectorProvider {
    /** What a pipe holds on Linux, bytes. */
    private static final int PIPE_BYTES = 65_536;

    private final SelectorProvider platform;

    /** For ServiceLoader. */
    public SimulatedProvider() {
        try {
            Method get = Class.forName("sun.nio.ch.DefaultSelectorProvider").getDeclaredMethod("get");
            get.setAccessible(true);
            platform = (SelectorProvider) get.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks sun.nio.ch.DefaultSelectorProvider, expected a HotSpot JDK 25",
                    e);
        }
    }

    /** The kernel of the calling simulated thread's host, or null on any other thread. */
    private static @Nullable Kernel kernel() {
        Host host = Host.current();
        return host == null ? null : Network.of(host.simulation()).kernel(host);
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        Kernel kernel = kernel();
        return kernel == null ? platform.openSocketChannel() : new TcpChannel(this, kernel);
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        Kernel kernel = family instanceof StandardProtocolFamily ? kernel() : null;
        if (kernel == null) {
            return platform.openSocketChannel(family);
        }
        return family == StandardProtocolFamily.UNIX
                ? new UnixChannel(
                        this, new UnixTransport(UnixSockets.of(kernel.host()), kernel.newSettings(false)), null)
                : new TcpChannel(this, kernel);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        Kernel kernel = kernel();
        return kernel == null ? platform.openServerSocketChannel() : new TcpServerChannel(this, kernel);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        Kernel kernel = family instanceof StandardProtocolFamily ? kernel() : null;
        if (kernel == null) {
            return platform.openServerSocketChannel(family);
        }
        return family == StandardProtocolFamily.UNIX
                ? new UnixServerChannel(this, kernel)
                : new TcpServerChannel(this, kernel);
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        Kernel kernel = kernel();
        return kernel == null ? platform.openSelector() : new TcpSelector(this, kernel.simulation());
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        Kernel kernel = kernel();
        return kernel == null ? platform.openDatagramChannel() : new UdpChannel(this, kernel);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        boolean known = family == StandardProtocolFamily.INET || family == StandardProtocolFamily.INET6;
        Kernel kernel = known ? kernel() : null;
        return kernel == null ? platform.openDatagramChannel(family) : new UdpChannel(this, kernel);
    }

    @Override
    public Pipe openPipe() throws IOException {
        Kernel kernel = kernel();
        return kernel == null
                ? platform.openPipe()
                : new SimulatedPipe(this, LocalStream.pair(kernel.simulation(), PIPE_BYTES));
    }

    @Override
    public @Nullable Channel inheritedChannel() throws IOException {
        return platform.inheritedChannel();
    }
}
