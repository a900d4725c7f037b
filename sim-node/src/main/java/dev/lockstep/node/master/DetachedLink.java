package dev.lockstep.node.master;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A connection that has left its worker and belongs to a thread of its own, which writes to it. A write ends with an exception when
 * the peer has not read for the send time-out or when {@code stop} holds. Only {@link #wake} may be called by other threads.
 */
public final class DetachedLink implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final InetSocketAddress peer;
    private final int sendTimeout;
    private final long id;
    private final ByteBuffer unsent;

    /**
     * Takes over {@code channel}, which no selector may hold any more.
     *
     * @param unsent replies to earlier requests, sent before anything else
     * @param sendTimeout in ms
     * @param id of the connection
     */
    public DetachedLink(SocketChannel channel, ByteBuffer unsent, int sendTimeout, long id) throws IOException {
        this.id = id;
        this.unsent = unsent;
        this.channel = channel;
        this.sendTimeout = sendTimeout;
        this.peer = (InetSocketAddress) channel.getRemoteAddress();
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_WRITE);
    }

    /** The address of the other end, as digits. */
    public String peerIp() {
        return peer.getAddress().getHostAddress();
    }

    /** The port of the other end. */
    public int peerPort() {
        return peer.getPort();
    }

    /** The number the connection has among all of this node. */
    public long id() {
        return id;
    }

    /** Writes {@code text} as Latin-1. */
    public void write(String text, BooleanSupplier stop) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), stop);
    }

    /** Writes all of {@code bytes}. */
    public void write(ByteBuffer bytes, BooleanSupplier stop) throws IOException {
        send(unsent, stop);
        send(bytes, stop);
    }

    /**
     * Reads what has come, without waiting. Returns how many bytes.
     *
     * @throws EOFException if the peer has closed the connection
     */
    int read(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        if (count < 0) {
            throw new EOFException("the peer closed the connection");
        }
        return count;
    }

    /** Makes a waiting write look at its {@code stop} again. */
    public void wake() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private void send(ByteBuffer bytes, BooleanSupplier stop) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                awaitRoom(stop);
            }
        }
    }

    private void awaitRoom(BooleanSupplier stop) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(sendTimeout);
        while (true) {
            if (stop.getAsBoolean()) {
                throw new IOException("stopped while the peer does not read");
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the peer has not read for " + sendTimeout + " ms");
            }
            selector.select(left);
            if (selector.selectedKeys().removeIf(SelectionKey::isWritable)) {
                return;
            }
        }
    }
}
