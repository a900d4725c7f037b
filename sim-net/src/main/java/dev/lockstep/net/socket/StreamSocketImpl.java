package dev.lockstep.net.socket;

import dev.lockstep.core.Host;
import dev.lockstep.net.Network;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Binding;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Errno;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Listener;
import dev.lockstep.net.tcp.TcpState;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated socket under {@link java.net.Socket} or {@link java.net.ServerSocket}, with the states and exceptions of {@code
 * sun.nio.ch.NioSocketImpl}. Used on simulated threads.
 */
final class StreamSocketImpl extends OptionSocketImpl {
    private enum State {
        NEW,
        UNCONNECTED,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final Kernel kernel;
    private State state = State.NEW;
    private @Nullable Binding binding;
    private @Nullable Listener listener;
    private @Nullable Connection connection;
    private @Nullable SocketStreams streams;

    StreamSocketImpl(Network network, boolean server) {
        this(kernel(network), server);
    }

    private StreamSocketImpl(Kernel kernel, boolean server) {
        super(kernel.newSettings(server), server);
        this.kernel = kernel;
    }

    private static Kernel kernel(Network network) {
        Host host = Host.current();
        if (host == null) {
            throw new IllegalStateException("a simulated socket was asked for outside of simulated threads");
        }
        return network.kernel(host);
    }

    @Override
    void ensureOpen() throws SocketException {
        if (state == State.NEW) {
            throw new SocketException("Socket not created");
        }
        if (state == State.CLOSED) {
            throw new SocketException("Socket closed");
        }
    }

    private Connection connected() throws SocketException {
        if (state == State.CLOSED) {
            throw new SocketException("Socket closed");
        }
        if (state != State.CONNECTED || connection == null) {
            throw new SocketException("Not connected");
        }
        return connection;
    }

    @Override
    protected void create(boolean stream) throws IOException {
        if (!stream) {
            throw new IOException("Datagram socket creation not supported");
        }
        if (state != State.NEW) {
            throw new IOException("Already created");
        }
        state = State.UNCONNECTED;
    }

    @Override
    protected void bind(InetAddress host, int localPort) throws IOException {
        ensureOpen();
        if (localport != 0) {
            throw new SocketException("Already bound");
        }
        binding = kernel.bind(Addresses.of(host), localPort, settings());
        address = host;
        localport = binding.port();
    }

    @Override
    protected void listen(int backlog) throws IOException {
        ensureOpen();
        if (binding == null) {
            throw new SocketException("Not bound");
        }
        listener = kernel.listen(binding, settings(), backlog < 1 ? 50 : backlog);
    }

    @Override
    protected void connect(String host, int remotePort) throws IOException {
        connect(new InetSocketAddress(host, remotePort), 0);
    }

    @Override
    protected void connect(InetAddress remote, int remotePort) throws IOException {
        connect(new InetSocketAddress(remote, remotePort), 0);
    }

    @Override
    protected void connect(SocketAddress remote, int millis) throws IOException {
        if (!(remote instanceof InetSocketAddress to)) {
            throw new IOException("Unsupported address type");
        }
        if (to.isUnresolved()) {
            throw new UnknownHostException(to.getHostName());
        }
        beginConnect();
        try {
            connect(to, kernel.simulation().nanoTime(), millis);
        } catch (IOException e) {
            close();
            throw e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)
                    ? new SocketException("Closed by interrupt")
                    : e;
        }
    }

    private void beginConnect() throws SocketException {
        if (state != State.UNCONNECTED) {
            throw new SocketException(
                    switch (state) {
                        case NEW -> "Not created";
                        case CONNECTING -> "Connection in progress";
                        case CONNECTED -> "Already connected";
                        default -> "Socket closed";
                    });
        }
        state = State.CONNECTING;
    }

    private void connect(InetSocketAddress to, long since, int millis) throws IOException {
        int remote = Addresses.of(to.getAddress());
        address = to.getAddress();
        port = to.getPort();
        Connection opening =
                kernel.connect(binding, settings(), remote == Addresses.ANY ? Addresses.LOOPBACK : remote, port);
        connection = opening;
        long deadline = millis > 0 ? since + TimeUnit.MILLISECONDS.toNanos(millis) : WaitQueue.NEVER;
        boolean decided = opening.output()
                .awaitInSocket(() -> state == State.CLOSED || opening.state() != TcpState.SYN_SENT, deadline);
        if (state == State.CLOSED) {
            throw new SocketException("Socket closed");
        }
        if (!decided) {
            throw new SocketTimeoutException("Connect timed out");
        }
        Errno error = opening.takeError();
        if (error != null) {
            throw error.ofConnect();
        }
        localport = opening.flow().localPort();
        state = State.CONNECTED;
        streams = new SocketStreams(this, opening);
    }

    @Override
    protected void accept(SocketImpl target) throws IOException {
        ensureOpen();
        Listener from = listener;
        if (from == null || !(target instanceof StreamSocketImpl accepting)) {
            throw new SocketException("Not bound");
        }
        long deadline = from.input().deadline(TimeUnit.MILLISECONDS.toNanos(timeoutMillis()));
        Connection next = null;
        while (next == null) {
            if (!from.input().awaitInSocket(() -> state == State.CLOSED || from.acceptable(), deadline)) {
                throw new SocketTimeoutException("Accept timed out");
            }
            if (state == State.CLOSED) {
                throw new SocketException("Socket closed");
            }
            next = from.accept();
        }
        accepting.adopt(next);
    }

    private void adopt(Connection accepted) {
        connection = accepted;
        settings(accepted.settings());
        address = Addresses.inet(null, accepted.flow().remoteAddress());
        port = accepted.flow().remotePort();
        localport = accepted.flow().localPort();
        state = State.CONNECTED;
        streams = new SocketStreams(this, accepted);
    }

    private SocketStreams streams() throws SocketException {
        connected();
        SocketStreams both = streams;
        if (both == null) {
            throw new SocketException("Not connected");
        }
        return both;
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        return streams().input();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        return streams().output();
    }

    @Override
    protected int available() throws IOException {
        return streams().available();
    }

    @Override
    protected void close() {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (connection != null) {
            // As NioSocketImpl does; the other side sees the end of the stream even if a reset follows.
            if (before == State.CONNECTED && settings().linger() != 0) {
                connection.shutdownOutput();
            }
            connection.close();
        } else if (listener != null) {
            listener.close();
        } else if (binding != null) {
            kernel.release(binding);
        }
    }

    @Override
    protected void shutdownInput() throws IOException {
        streams().shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        streams().shutdownOutput();
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    @Override
    @Nullable
    Connection connection() {
        return connection;
    }

    /** The address the socket is bound to. */
    @Override
    InetAddress localAddress() {
        int local = connection != null
                ? connection.flow().localAddress()
                : binding != null ? binding.address() : Addresses.ANY;
        return Addresses.inet(null, local);
    }
}
