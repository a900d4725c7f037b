package dev.lockstep.node.server;

import dev.lockstep.node.command.Dispatcher;
import dev.lockstep.node.command.Stats;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.KeepAlive;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and hands them to the workers in turn. Executes nothing itself, so it never waits for a lock. */
final class Acceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private static final String DENIED = "-DENIED this server has no password and protected-mode is yes, so it serves "
            + "clients of its own machine only; set requirepass or protected-mode no\r\n";

    private static final long PAUSE_MILLIS = 100;

    private final NodeConfig config;
    private final List<Worker> workers;
    private final Dispatcher dispatcher;
    private final Stats stats;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey port;
    private volatile boolean stopped;
    private long accepted;

    /** Binds the port; {@link #run} accepts. */
    Acceptor(NodeConfig config, List<Worker> workers, Dispatcher dispatcher, Stats stats) throws IOException {
        this.config = config;
        this.workers = workers;
        this.dispatcher = dispatcher;
        this.stats = stats;
        server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(
                    new InetSocketAddress(config.host(), config.integer(Option.PORT)),
                    config.integer(Option.TCP_BACKLOG));
            server.configureBlocking(false);
            selector = Selector.open();
            port = server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + config.host() + ":" + config.text(Option.PORT) + ": " + e.getMessage(), e);
        }
    }

    /** Ends {@link #run}. Any thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** Accepts until {@link #stop}. */
    void run() {
        try {
            while (!stopped) {
                selector.select();
                selector.selectedKeys().clear();
                acceptAll();
            }
        } catch (IOException e) {
            LOG.error("cannot accept any more", e);
        } finally {
            close();
        }
    }

    /** Gives up the port of an acceptor that does not run. */
    void close() {
        try {
            selector.close();
            server.close();
        } catch (IOException e) {
            LOG.debug("cannot close the port", e);
        }
    }

    private void acceptAll() throws IOException {
        for (SocketChannel next = next(); next != null; next = next()) {
            try {
                admit(next);
            } catch (IOException e) {
                LOG.warn("a connection is gone before it was served: {}", e.getMessage());
                next.close();
            }
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        try {
            return server.accept();
        } catch (IOException e) {
            LOG.warn("a connection was not accepted: {}", e.getMessage());
            pause();
            return null;
        }
    }

    /** While there is no free file descriptor the port stays ready, so that it is left alone for a moment. */
    private void pause() throws IOException {
        port.interestOps(0);
        selector.select(PAUSE_MILLIS);
        port.interestOps(SelectionKey.OP_ACCEPT);
    }

    private void admit(SocketChannel channel) throws IOException {
        String refusal = refusal(channel);
        if (refusal != null) {
            refuse(channel, refusal);
            return;
        }
        ReplicationTimings timings = config.timings();
        channel.configureBlocking(false);
        new KeepAlive(timings.keepAliveIdle(), timings.keepAliveInterval(), timings.keepAliveProbes()).apply(channel);
        ClientConnection connection =
                new ClientConnection(channel, ++accepted, dispatcher, stats, ClientLimits.of(config));
        stats.connections.incrementAndGet();
        stats.clients.incrementAndGet();
        dispatcher.arrived(connection.session());
        workers.get((int) (accepted % workers.size())).adopt(connection);
    }

    /** Why the client is not served, or null (Redis' protected mode and Kvrocks' maxclients). */
    private @Nullable String refusal(SocketChannel channel) throws IOException {
        if (stats.clients.get() >= config.integer(Option.MAXCLIENTS)) {
            return "-ERR max number of clients reached\r\n";
        }
        InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
        boolean open = config.yes(Option.PROTECTED_MODE)
                && config.text(Option.REQUIREPASS).isEmpty()
                && !peer.getAddress().isLoopbackAddress();
        return open ? DENIED : null;
    }

    /** What does not fit into the send buffer at once is not worth waiting for. */
    private static void refuse(SocketChannel channel, String refusal) throws IOException {
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(refusal.getBytes(StandardCharsets.US_ASCII)));
        channel.close();
    }
}
