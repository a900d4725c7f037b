package dev.lockstep.net.socket;

import dev.lockstep.net.tcp.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Blocking reads and writes of a connected socket. Whole writes of several threads do not mix. */
final class SocketStreams {
    private final StreamSocketImpl socket;
    private final Connection connection;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private boolean inputClosed;
    private boolean outputClosed;
    /** What NioSocketImpl remembers, so that later reads repeat it. */
    private boolean ended;

    private boolean reset;

    SocketStreams(StreamSocketImpl socket, Connection connection) {
        this.socket = socket;
        this.connection = connection;
    }

    private void ensureOpen() throws SocketException {
        if (socket.closed()) {
            throw new SocketException("Socket closed");
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        long nanos = TimeUnit.MILLISECONDS.toNanos(socket.timeoutMillis());
        long deadline = connection.input().deadline(nanos);
        lockToRead(nanos);
        try {
            if (ended) {
                return -1;
            }
            int count = readUntil(ByteBuffer.wrap(bytes, offset, length), deadline);
            ended = count < 0;
            return count;
        } finally {
            readLock.unlock();
        }
    }

    private void lockToRead(long nanos) throws SocketTimeoutException {
        if (nanos == 0 || readLock.tryLock()) {
            if (nanos == 0) {
                readLock.lock();
            }
            return;
        }
        boolean interrupted = false;
        try {
            if (!readLock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("Read timed out");
            }
        } catch (InterruptedException e) {
            interrupted = true;
            readLock.lock();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int readUntil(ByteBuffer target, long deadline) throws IOException {
        ensureOpen();
        if (reset) {
            throw new SocketException("Connection reset");
        }
        if (inputClosed) {
            return -1;
        }
        while (true) {
            int count = tryRead(target);
            if (count != 0) {
                return count;
            }
            boolean ready = connection
                    .input()
                    .awaitInSocket(() -> socket.closed() || inputClosed || connection.readable(), deadline);
            ensureOpen();
            if (!ready) {
                throw new SocketTimeoutException("Read timed out");
            }
            if (inputClosed && !connection.readable()) {
                return -1;
            }
        }
    }

    private int tryRead(ByteBuffer target) throws SocketException {
        try {
            return connection.read(target);
        } catch (SocketException e) {
            reset = true;
            throw e;
        } catch (IOException e) {
            throw asSocketException(e);
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return;
        }
        writeLock.lock();
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
            while (source.hasRemaining()) {
                ensureOpen();
                if (tryWrite(source) == 0) {
                    connection.output().awaitInSocket(() -> socket.closed() || connection.writable(), Long.MAX_VALUE);
                    ensureOpen();
                }
            }
        } finally {
            writeLock.unlock();
        }
    }

    private int tryWrite(ByteBuffer source) throws IOException {
        try {
            return connection.write(source);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw asSocketException(e);
        }
    }

    private static SocketException asSocketException(IOException e) {
        SocketException translated = new SocketException(e.getMessage());
        translated.initCause(e);
        return translated;
    }

    int available() throws IOException {
        ensureOpen();
        return inputClosed ? 0 : connection.available();
    }

    void shutdownInput() throws IOException {
        ensureOpen();
        inputClosed = true;
        connection.allChanged();
    }

    void shutdownOutput() throws IOException {
        ensureOpen();
        if (!outputClosed) {
            outputClosed = true;
            connection.shutdownOutput();
        }
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return SocketStreams.this.read(one, 0, 1) > 0 ? one[0] & 255 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return SocketStreams.this.read(bytes, offset, length);
            }

            @Override
            public int available() throws IOException {
                return SocketStreams.this.available();
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                SocketStreams.this.write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                SocketStreams.this.write(bytes, offset, length);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
