package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The writing half of a channel. */
final class Writing {
    private final StreamUser channel;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean shut;

    Writing(StreamUser channel) {
        this.channel = channel;
    }

    ReentrantLock lock() {
        return lock;
    }

    boolean shut() {
        return shut;
    }

    /** Ends the stream. */
    void shutdown() throws IOException {
        Stream to = channel.stream();
        if (!shut) {
            shut = true;
            to.shutdownOutput();
        }
    }

    /** Writes all in blocking mode, otherwise what there is room for. */
    int write(ByteBuffer source) throws IOException {
        Objects.requireNonNull(source);
        lock.lock();
        try {
            Stream to = channel.stream();
            int before = source.remaining();
            if (channel.isBlocking()) {
                writeAll(to, source, before);
            } else {
                writeReady(to, source);
            }
            return before - source.remaining();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll(Stream to, ByteBuffer source, int before) throws IOException {
        try {
            channel.enter();
            writeReady(to, source);
            while (source.hasRemaining() && channel.isOpen()) {
                channel.await(to.endpoint().output(), () -> shut || to.writable(), WaitQueue.NEVER);
                if (channel.isOpen()) {
                    writeReady(to, source);
                }
            }
        } finally {
            channel.leave(source.remaining() < before);
        }
    }

    /** Writes what there is room for, without waiting. */
    void writeReady(Stream to, ByteBuffer source) throws IOException {
        if (shut) {
            throw new AsynchronousCloseException();
        }
        to.write(source);
    }

    /** Writes some buffers in order, up to the first that does not fit. */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, sources.length);
        lock.lock();
        try {
            Stream to = channel.stream();
            to.more(true);
            try {
                return writeInOrder(sources, offset, length);
            } finally {
                to.more(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private long writeInOrder(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }
}
