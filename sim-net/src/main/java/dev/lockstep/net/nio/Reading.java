package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The reading half of a channel. */
final class Reading {
    private final StreamUser channel;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean shut;
    private boolean reset;

    Reading(StreamUser channel) {
        this.channel = channel;
    }

    ReentrantLock lock() {
        return lock;
    }

    boolean shut() {
        return shut;
    }

    /** Nothing is read any more. */
    void shutdown() throws IOException {
        Stream from = channel.stream();
        shut = true;
        from.shutdownInput();
    }

    /**
     * Reads, in blocking mode until a virtual time.
     *
     * @throws SocketTimeoutException when that has come
     */
    int read(ByteBuffer target, long deadline) throws IOException {
        Objects.requireNonNull(target);
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        lock.lock();
        try {
            Stream from = channel.stream();
            return channel.isBlocking() ? readBlocking(from, target, deadline) : readReady(from, target);
        } finally {
            lock.unlock();
        }
    }

    private int readBlocking(Stream from, ByteBuffer target, long deadline) throws IOException {
        int count = 0;
        try {
            channel.enter();
            count = readReady(from, target);
            while (count == 0 && target.hasRemaining() && channel.isOpen()) {
                if (!channel.await(from.endpoint().input(), () -> shut || from.readable(), deadline)) {
                    throw new SocketTimeoutException("Read timed out");
                }
                count = channel.isOpen() ? readReady(from, target) : 0;
            }
        } finally {
            channel.leave(count > 0);
        }
        return count;
    }

    /** Reads what is there, without waiting. */
    int readReady(Stream from, ByteBuffer target) throws IOException {
        if (reset) {
            throw new SocketException("Connection reset");
        }
        if (shut) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        try {
            return from.read(target);
        } catch (SocketException e) {
            reset = true;
            throw e;
        }
    }

    /** Fills some buffers in order with what one of them at least can get. */
    long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        lock.lock();
        try {
            long total = 0;
            for (int i = offset; i < offset + length; i++) {
                if (total > 0 && channel.stream().available() == 0) {
                    return total;
                }
                if (targets[i].hasRemaining() || length == 1) {
                    int count = read(targets[i], WaitQueue.NEVER);
                    if (count <= 0) {
                        return total > 0 ? total : count;
                    }
                    total += count;
                }
            }
            return total;
        } finally {
            lock.unlock();
        }
    }
}
