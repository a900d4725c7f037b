package dev.lockstep.node.server;

import dev.lockstep.node.command.Dispatcher;
import dev.lockstep.node.command.Session;
import dev.lockstep.node.command.Stats;
import dev.lockstep.node.master.DetachedLink;
import dev.lockstep.node.resp.RespParser;
import dev.lockstep.node.resp.RespProtocolException;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client. Reads, executes and writes as far as it can without waiting. While more than a limit of reply bytes is unsent it neither reads
 * nor executes, so that a client that does not read costs bounded memory. Belongs to its worker.
 */
final class ClientConnection implements Session.Connection {
    private static final int UNSENT_LIMIT = 1 << 20;

    private final SocketChannel channel;
    private final Dispatcher dispatcher;
    private final Stats stats;
    private final RespParser parser;
    private final Session session = new Session(this);
    private final RespWriter replies = new RespWriter();
    private final long id;
    private final int sendTimeout;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private @Nullable SelectionKey key;
    private Runnable wake = () -> {};
    private boolean closing;
    private boolean detached;
    private @Nullable Suspension suspension;
    private Runnable onClose = () -> {};
    private long usedAt = System.nanoTime();

    ClientConnection(
            SocketChannel channel, long id, Dispatcher dispatcher, Stats stats, long maxBulk, int sendTimeout) {
        this.channel = channel;
        this.id = id;
        this.dispatcher = dispatcher;
        this.stats = stats;
        this.parser = new RespParser(maxBulk);
        this.sendTimeout = sendTimeout;
    }

    void register(Selector selector) throws IOException {
        wake = selector::wakeup;
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Does what the channel is ready for. Returns whether the worker keeps the connection. */
    boolean advance(ByteBuffer scratch) throws IOException {
        SelectionKey ready = key;
        usedAt = System.nanoTime();
        if (ready != null && ready.isReadable() && !read(scratch)) {
            return false;
        }
        executeAndWrite();
        if (detached) {
            return false;
        }
        if (closing && !unsent.hasRemaining()) {
            return false;
        }
        if (ready != null) {
            int wanted = (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0) | (mayRead() ? SelectionKey.OP_READ : 0);
            ready.interestOps(wanted);
        }
        return true;
    }

    /** Nanoseconds since the connection was last ready. */
    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    boolean isDetached() {
        return detached;
    }

    void close() throws IOException {
        channel.close();
        Runnable last = onClose;
        onClose = () -> {};
        last.run();
    }

    /** The request that waits for its reply, or null. */
    @Nullable
    Suspension suspension() {
        return suspension;
    }

    /** Takes the reply of the suspended request and goes on. Returns whether the worker keeps the connection. */
    boolean resume(String reply, ByteBuffer scratch) throws IOException {
        suspension = null;
        replies.raw(reply);
        return advance(scratch);
    }

    @Override
    public Session.Answer suspend(long timeoutMillis, Supplier<String> otherwise) {
        Suspension started = new Suspension(timeoutMillis, otherwise, wake);
        suspension = started;
        return started;
    }

    @Override
    public void onClose(Runnable action) {
        onClose = action;
    }

    @Override
    public DetachedLink detach() throws IOException {
        SelectionKey held = key;
        if (held != null) {
            held.cancel();
        }
        byte[] late = replies.take();
        ByteBuffer all = ByteBuffer.allocate(unsent.remaining() + late.length)
                .put(unsent)
                .put(late)
                .flip();
        DetachedLink link = new DetachedLink(channel, all, sendTimeout);
        detached = true;
        return link;
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    @Override
    public long id() {
        return id;
    }

    private boolean mayRead() {
        return !closing && suspension == null && unsent.remaining() < UNSENT_LIMIT;
    }

    private boolean read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        int count = channel.read(scratch);
        if (count < 0) {
            return false;
        }
        stats.bytesIn.addAndGet(count);
        parser.feed(scratch.flip());
        return true;
    }

    private void executeAndWrite() throws IOException {
        write();
        while (mayRead() && executeSome()) {
            write();
        }
    }

    /** Executes requests until there are none left or enough replies have gathered. Returns whether there is something to send. */
    private boolean executeSome() {
        try {
            while (!closing && !detached && suspension == null && replies.size() < UNSENT_LIMIT) {
                List<byte[]> request = parser.next();
                if (request == null) {
                    break;
                }
                dispatcher.execute(session, request, replies);
            }
        } catch (RespProtocolException e) {
            replies.error("ERR " + e.getMessage());
            closing = true;
        }
        return !detached && replies.size() > 0;
    }

    private void write() throws IOException {
        if (!unsent.hasRemaining() && replies.size() > 0) {
            unsent = ByteBuffer.wrap(replies.take());
        }
        if (unsent.hasRemaining()) {
            stats.bytesOut.addAndGet(channel.write(unsent));
        }
    }
}
