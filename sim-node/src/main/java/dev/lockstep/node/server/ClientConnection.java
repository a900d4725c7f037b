package dev.lockstep.node.server;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.command.Blocked;
import dev.lockstep.node.command.Dispatcher;
import dev.lockstep.node.command.Session;
import dev.lockstep.node.command.Stats;
import dev.lockstep.node.master.DetachedLink;
import dev.lockstep.node.resp.RespParser;
import dev.lockstep.node.resp.RespProtocolException;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Reads, executes and writes as far as it can without waiting. While more than a limit of reply bytes is unsent it neither reads
 * nor executes, so that a client that does not read costs bounded memory. Belongs to its worker.
 */
final class ClientConnection implements Session.Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final int UNSENT_LIMIT = 1 << 20;
    /** Bytes of a short read or write. */
    private static final int FEW = 3;

    private final SocketChannel channel;
    private final Dispatcher dispatcher;
    private final NodeObserver observer;
    private final Stats stats;
    private final RespParser parser;
    private final Session session = new Session(this);
    private final RespWriter replies;
    private final ClientLimits limits;
    private final long id;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private @Nullable SelectionKey key;
    private final Queue<byte[]> pushed = new ConcurrentLinkedQueue<>();
    private final AtomicLong pushedBytes = new AtomicLong();
    private final String address;
    private final long since = System.nanoTime();
    private @Nullable Blocked blocked;
    private volatile Runnable wake = () -> {};
    private volatile boolean killed;
    private volatile long usedAt = System.nanoTime();
    private boolean messagesWait;
    private boolean closing;
    private boolean detached;

    ClientConnection(SocketChannel channel, long id, Dispatcher dispatcher, Stats stats, ClientLimits limits)
            throws IOException {
        this.channel = channel;
        this.id = id;
        this.dispatcher = dispatcher;
        this.observer = dispatcher.observer();
        this.stats = stats;
        this.limits = limits;
        this.parser = new RespParser(limits.word(), limits.request());
        this.replies = new RespWriter(limits.replies());
        InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
        this.address = peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    /** What makes the worker look at this connection; set before the worker knows it. */
    void onWake(Runnable action) {
        wake = action;
    }

    Session session() {
        return session;
    }

    void register(Selector selector) throws IOException {
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Does what the channel is ready for. Returns whether the worker keeps the connection. */
    boolean advance(ByteBuffer scratch) throws IOException {
        SelectionKey ready = key;
        if (killed) {
            return false;
        }
        if (ready != null && ready.isReadable()) {
            usedAt = System.nanoTime();
            if (!read(scratch)) {
                return false;
            }
        }
        return carryOn();
    }

    /** Does what there is to do without reading. Returns whether the worker keeps the connection. */
    boolean carryOn() throws IOException {
        if (killed) {
            return false;
        }
        tryBlocked();
        takePushed();
        executeAndWrite();
        if (detached || (closing && !unsent.hasRemaining())) {
            return false;
        }
        if (replies.overflown()) {
            LOG.warn("client {} lets more than {} bytes of replies gather and is closed", address, limits.replies());
            return false;
        }
        SelectionKey ready = key;
        if (ready != null) {
            int wanted = (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0) | (mayRead() ? SelectionKey.OP_READ : 0);
            ready.interestOps(wanted);
        }
        return true;
    }

    /** Whether the client waits for something. */
    boolean isBlocked() {
        return blocked != null;
    }

    /** Nanoseconds until the connection wants to be looked at whatever happens, Long.MAX_VALUE for never. */
    long nanosLeft() {
        Blocked waiting = blocked;
        return waiting == null ? Long.MAX_VALUE : waiting.nanosLeft();
    }

    private void tryBlocked() {
        Blocked waiting = blocked;
        if (waiting == null) {
            return;
        }
        boolean over = dispatcher.resume(session, waiting, replies);
        if (!over && waiting.nanosLeft() <= 0) {
            waiting.timedOut().reply(replies);
            over = true;
        }
        if (over) {
            unblock();
        }
    }

    private void unblock() {
        Blocked waiting = blocked;
        blocked = null;
        if (waiting != null) {
            dispatcher.stopWaiting(session, waiting);
        }
    }

    /** Takes as many messages as can be sent soon. The others count, and no reply overtakes them. */
    private void takePushed() {
        while (gathered() < UNSENT_LIMIT) {
            byte[] next = pushed.poll();
            if (next == null) {
                messagesWait = false;
                return;
            }
            pushedBytes.addAndGet(-next.length);
            replies.raw(next);
        }
        messagesWait = true;
    }

    private int gathered() {
        return unsent.remaining() + replies.size();
    }

    /** Nanoseconds since the connection was last ready. */
    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    boolean isDetached() {
        return detached;
    }

    /** Closes the channel, unless another thread has it, and forgets what the node knows of the client. */
    void close() throws IOException {
        unblock();
        dispatcher.forget(session);
        if (!detached) {
            channel.close();
        }
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
        DetachedLink link = new DetachedLink(channel, all, limits.sendTimeout(), id);
        detached = true;
        return link;
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    @Override
    public void kill() {
        killed = true;
        wake.run();
    }

    @Override
    public void block(Blocked wait) {
        blocked = wait;
        dispatcher.startWaiting(session, wait, wake);
    }

    /** A client that does not read what is pushed to it is closed. */
    @Override
    public void push(byte[] bytes) {
        if (pushedBytes.addAndGet(bytes.length) > limits.messages()) {
            LOG.warn("client {} lets more than {} bytes of messages gather and is closed", address, limits.messages());
            kill();
        } else {
            pushed.add(bytes);
            wake.run();
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public long usedAt() {
        return usedAt;
    }

    @Override
    public long id() {
        return id;
    }

    private boolean mayRead() {
        return mayExecute() && (blocked == null || parser.buffered() < UNSENT_LIMIT);
    }

    private boolean mayExecute() {
        return !closing && !messagesWait && unsent.remaining() < UNSENT_LIMIT;
    }

    private boolean read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        if (observer.disturbs("short read of a client")) {
            scratch.limit(FEW);
        }
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
        if (messagesWait && !unsent.hasRemaining()) {
            wake.run();
        }
        while (mayExecute() && executeSome()) {
            write();
        }
    }

    /** Executes requests until there are none left or enough replies have gathered. Returns whether there was one. */
    private boolean executeSome() {
        boolean any = false;
        try {
            while (!closing && !detached && blocked == null && replies.size() < UNSENT_LIMIT) {
                List<byte[]> request = parser.next();
                if (request == null) {
                    break;
                }
                dispatcher.execute(session, request, replies);
                any = true;
            }
        } catch (RespProtocolException e) {
            replies.error("ERR " + e.getMessage());
            closing = true;
            any = true;
        }
        return any && !detached;
    }

    private int send() throws IOException {
        if (unsent.remaining() <= FEW || !observer.disturbs("short write to a client")) {
            return channel.write(unsent);
        }
        int sent = channel.write(unsent.slice(unsent.position(), FEW));
        unsent.position(unsent.position() + sent);
        return sent;
    }

    /** Sends until nothing is left or the channel takes no more. */
    private void write() throws IOException {
        do {
            if (!unsent.hasRemaining() && replies.size() > 0) {
                unsent = ByteBuffer.wrap(replies.take());
            }
            if (unsent.hasRemaining()) {
                stats.bytesOut.addAndGet(send());
            }
        } while (!unsent.hasRemaining() && replies.size() > 0);
    }
}
