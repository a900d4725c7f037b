package dev.lockstep.node.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop. Executes the commands of its connections itself, so a command that waits stalls all of them, as in Kvrocks. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int READ_SIZE = 16 << 10;
    private static final long IDLE_CHECK_MILLIS = 10_000;

    private final Selector selector;
    private final IdleLimit idleLimit;
    private final Runnable onGone;
    private final ConcurrentLinkedQueue<ClientConnection> arriving = new ConcurrentLinkedQueue<>();
    private final List<ClientConnection> connections = new ArrayList<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(READ_SIZE);
    private volatile boolean stopped;

    /** An event loop that has no thread yet; {@code onGone} is run for each connection that leaves it. */
    Worker(IdleLimit idleLimit, Runnable onGone) throws IOException {
        this.selector = Selector.open();
        this.idleLimit = idleLimit;
        this.onGone = onGone;
    }

    /** How long a client may be idle. */
    interface IdleLimit {
        /** Seconds, 0 for ever. */
        int seconds();
    }

    /** Hands over a new connection. Any thread. */
    void adopt(ClientConnection connection) {
        arriving.add(connection);
        selector.wakeup();
    }

    /** Ends the loop after the command it is executing. Any thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** Runs the loop until {@link #stop}, then closes all connections. */
    void run() {
        try {
            while (!stopped) {
                serveReady();
                registerArrivals();
                resumeAnswered();
                closeIdle();
            }
        } catch (IOException e) {
            LOG.error("an event loop failed", e);
        } finally {
            closeAll();
        }
    }

    /** Serves the connections that are ready in the order of their acceptance, whatever order the selector's set has. */
    private void serveReady() throws IOException {
        selector.select(patience());
        List<ClientConnection> ready = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof ClientConnection connection) {
                ready.add(connection);
            }
        }
        selector.selectedKeys().clear();
        ready.sort(Comparator.comparingLong(ClientConnection::id));
        ready.forEach(this::serve);
    }

    /** Milliseconds after which there is something to do even if no connection is ready, 0 for never. */
    private long patience() {
        long limit = idleLimit.seconds() == 0 ? Long.MAX_VALUE : IDLE_CHECK_MILLIS;
        for (ClientConnection connection : connections) {
            Suspension waiting = connection.suspension();
            if (waiting != null) {
                limit = Math.min(limit, Math.max(1, TimeUnit.NANOSECONDS.toMillis(waiting.nanosLeft()) + 1));
            }
        }
        return limit == Long.MAX_VALUE ? 0 : limit;
    }

    private void resumeAnswered() {
        for (ClientConnection connection : List.copyOf(connections)) {
            Suspension waiting = connection.suspension();
            String reply = waiting == null ? null : waiting.due();
            if (reply != null) {
                resume(connection, reply);
            }
        }
    }

    private void resume(ClientConnection connection, String reply) {
        try {
            if (!connection.resume(reply, scratch)) {
                drop(connection);
            }
        } catch (IOException e) {
            LOG.debug("a client is gone: {}", e.getMessage());
            drop(connection);
        }
    }

    private void registerArrivals() {
        for (ClientConnection next = arriving.poll(); next != null; next = arriving.poll()) {
            connections.add(next);
            try {
                next.register(selector);
            } catch (IOException e) {
                drop(next);
            }
        }
    }

    private void serve(ClientConnection connection) {
        try {
            if (!connection.advance(scratch)) {
                drop(connection);
            }
        } catch (IOException e) {
            LOG.debug("a client is gone: {}", e.getMessage());
            drop(connection);
        }
    }

    private void drop(ClientConnection connection) {
        connections.remove(connection);
        onGone.run();
        if (!connection.isDetached()) {
            close(connection);
        }
    }

    private void closeIdle() {
        int seconds = idleLimit.seconds();
        if (seconds > 0) {
            List<ClientConnection> idle = connections.stream()
                    .filter(connection -> connection.idleNanos() > TimeUnit.SECONDS.toNanos(seconds))
                    .toList();
            idle.forEach(this::drop);
        }
    }

    private void closeAll() {
        connections.forEach(Worker::close);
        arriving.forEach(Worker::close);
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("cannot close a selector", e);
        }
    }

    private static void close(ClientConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("cannot close a connection", e);
        }
    }
}
