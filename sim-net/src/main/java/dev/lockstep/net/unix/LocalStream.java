package dev.lockstep.net.unix;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Errno;
import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pair of streams within a host, as a Unix-domain stream socket of Linux (net/unix/af_unix.c). Bytes arrive at once;
 * what one end has written and the other has not read is bounded by the writer's buffer. Used on the carrier only.
 */
public final class LocalStream extends Endpoint implements Stream {
    private final ArrayDeque<ByteBuffer> unread = new ArrayDeque<>(4);
    private final int capacity;
    private @Nullable LocalStream peer;
    private @Nullable Errno error;
    private int buffered;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean closed;

    private LocalStream(Simulation simulation, int capacity) {
        super(simulation);
        this.capacity = capacity;
    }

    /**
     * Two ends of one connection.
     *
     * @param first receives what the second writes, and the other way round
     * @param second the other end
     */
    public record Pair(LocalStream first, LocalStream second) {}

    /** Two ends; each takes up to {@code capacity} bytes that the other has not read. */
    public static Pair pair(Simulation simulation, int capacity) {
        LocalStream first = new LocalStream(simulation, capacity);
        LocalStream second = new LocalStream(simulation, capacity);
        first.peer = second;
        second.peer = first;
        return new Pair(first, second);
    }

    private LocalStream peer() {
        if (peer == null) {
            throw new IllegalStateException("an end without another");
        }
        return peer;
    }

    @Override
    public Endpoint endpoint() {
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int total = 0;
        while (target.hasRemaining() && !unread.isEmpty()) {
            ByteBuffer first = unread.element();
            int count = Math.min(target.remaining(), first.remaining());
            target.put(first.slice(first.position(), count));
            first.position(first.position() + count);
            total += count;
            if (!first.hasRemaining()) {
                unread.remove();
            }
        }
        if (total > 0) {
            buffered -= total;
            peer().outputChanged();
            return total;
        }
        if (error != null) {
            Errno pending = error;
            error = null;
            throw pending.ofRead();
        }
        return inputEnded ? -1 : 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (outputEnded || peer().closed) {
            throw Errno.EPIPE.ofWrite();
        }
        int count = Math.min(source.remaining(), capacity - peer().buffered);
        if (count > 0) {
            byte[] bytes = new byte[count];
            source.get(bytes);
            peer().receive(ByteBuffer.wrap(bytes));
        }
        return count;
    }

    private void receive(ByteBuffer bytes) {
        unread.add(bytes);
        buffered += bytes.remaining();
        inputChanged();
    }

    @Override
    public boolean readable() {
        return buffered > 0 || inputEnded || error != null;
    }

    @Override
    public boolean writable() {
        return outputEnded || peer().closed || peer().buffered < capacity;
    }

    @Override
    public int available() {
        return buffered;
    }

    @Override
    public void shutdownOutput() {
        if (!outputEnded) {
            outputEnded = true;
            peer().inputEnded = true;
            peer().allChanged();
        }
    }

    /** Nothing more can be written to this end. */
    @Override
    public void shutdownInput() {
        inputEnded = true;
        peer().outputEnded = true;
        peer().allChanged();
        allChanged();
    }

    /** Bytes left unread are told to the other end as a reset. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (buffered > 0 && !peer().closed) {
            peer().error = Errno.ECONNRESET;
        }
        unread.clear();
        buffered = 0;
        shutdownOutput();
        peer().allChanged();
        allChanged();
    }

    @Override
    public boolean opening() {
        return false;
    }

    @Override
    public @Nullable IOException failure() {
        return null;
    }

    @Override
    public int readyOps() {
        return (readable() ? SelectionKey.OP_READ : 0) | (writable() ? SelectionKey.OP_WRITE : 0);
    }
}
