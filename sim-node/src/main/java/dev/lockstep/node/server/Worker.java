package dev.lockstep.node.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop. Executes the commands of its connections itself, so a command that waits stalls all of them, as in Kvrocks. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int READ_SIZE = 16 << 10;
    private static final long IDLE_CHECK_MILLIS = 10_000;
    private static final Comparator<ClientConnection> BY_AGE = Comparator.comparingLong(ClientConnection::id);

    private final Selector selector;
    private final IdleLimit idleLimit;
    private final Runnable onGone;
    private final ConcurrentLinkedQueue<ClientConnection> arriving = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ClientConnection> woken = new ConcurrentLinkedQueue<>();
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private final Set<ClientConnection> blocked = new LinkedHashSet<>();
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
        connection.onWake(() -> {
            woken.add(connection);
            selector.wakeup();
        });
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
                serveWoken();
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
        long wait = waitMillis();
        if (wait == 0) {
            selector.selectNow();
        } else {
            selector.select(wait == Long.MAX_VALUE ? 0 : wait);
        }
        List<ClientConnection> ready = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof ClientConnection connection) {
                ready.add(connection);
            }
        }
        selector.selectedKeys().clear();
        ready.sort(BY_AGE);
        ready.forEach(this::serve);
    }

    /** Milliseconds after which there is something to do whatever happens, Long.MAX_VALUE for never. */
    private long waitMillis() {
        long nanos =
                blocked.stream().mapToLong(ClientConnection::nanosLeft).min().orElse(Long.MAX_VALUE);
        long idle = idleLimit.seconds() == 0 ? Long.MAX_VALUE : IDLE_CHECK_MILLIS;
        long due = nanos == Long.MAX_VALUE ? nanos : Math.max(0, (nanos + 999_999) / 1_000_000);
        return Math.min(idle, due);
    }

    /** Serves those that another thread has woken, once each, and those whose time has come, in the order of their acceptance. */
    private void serveWoken() {
        NavigableSet<ClientConnection> due = new TreeSet<>(BY_AGE);
        for (ClientConnection next = woken.poll(); next != null; next = woken.poll()) {
            if (connections.contains(next)) {
                due.add(next);
            }
        }
        blocked.stream().filter(each -> each.nanosLeft() <= 0).forEach(due::add);
        due.forEach(connection -> keepIf(connection, ClientConnection::carryOn));
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
        keepIf(connection, each -> each.advance(scratch));
    }

    /** Something done with a connection. */
    private interface Doing {
        /** Does it; returns whether the worker keeps the connection. */
        boolean with(ClientConnection connection) throws IOException;
    }

    private void keepIf(ClientConnection connection, Doing doing) {
        try {
            if (!doing.with(connection)) {
                drop(connection);
            } else if (connection.isBlocked()) {
                blocked.add(connection);
            } else {
                blocked.remove(connection);
            }
        } catch (IOException e) {
            LOG.debug("a client is gone: {}", e.getMessage());
            drop(connection);
        } catch (RuntimeException e) {
            LOG.error("client {} cannot be served and is closed", connection.address(), e);
            drop(connection);
        }
    }

    private void drop(ClientConnection connection) {
        connections.remove(connection);
        blocked.remove(connection);
        onGone.run();
        close(connection);
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
