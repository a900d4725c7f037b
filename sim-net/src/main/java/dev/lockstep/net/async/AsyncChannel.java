package dev.lockstep.net.async;

import dev.lockstep.net.nio.ChannelOptions;
import dev.lockstep.net.nio.TcpStream;
import dev.lockstep.net.nio.TcpTransport;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated asynchronous TCP channel, with the states and exceptions of {@code sun.nio.ch.UnixAsynchronousSocketChannelImpl}. Used
 * on simulated threads.
 */
final class AsyncChannel extends AsynchronousSocketChannel {
    private final Group group;
    private final TcpTransport transport;
    private final Direction connects;
    private final AsyncReading reading;
    private final AsyncWriting writing;
    private @Nullable Stream stream;
    private boolean connected;
    private boolean closed;

    AsyncChannel(Group group, Kernel kernel) {
        this(group, new TcpTransport(kernel), null);
    }

    /** An accepted connection. */
    AsyncChannel(Group group, Kernel kernel, Connection accepted) {
        this(group, new TcpTransport(kernel, accepted), new TcpStream(accepted));
    }

    private AsyncChannel(Group group, TcpTransport transport, @Nullable Stream accepted) {
        super(group.provider());
        this.group = group;
        this.transport = transport;
        this.stream = accepted;
        this.connected = accepted != null;
        this.connects = new Direction(group, "Connecting", ConnectionPendingException::new);
        this.reading = new AsyncReading(this, group);
        this.writing = new AsyncWriting(this, group);
        group.add(this);
    }

    private void ensureOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    // Connecting.

    @Override
    public <A> void connect(
            SocketAddress remote, @Nullable A attachment, CompletionHandler<@Nullable Void, ? super A> handler) {
        connect(remote, Result.handler(attachment, handler));
    }

    @Override
    public Future<@Nullable Void> connect(SocketAddress remote) {
        CompletableFuture<@Nullable Void> future = new CompletableFuture<>();
        connect(remote, Result.future(future));
        return future;
    }

    private void connect(SocketAddress remote, Result<@Nullable Void> result) {
        if (tellsClosed(result)) {
            return;
        }
        transport.check(remote);
        if (connected) {
            throw new AlreadyConnectedException();
        }
        connects.check();
        Result<@Nullable Void> closing = (g, onGroup, value, failure) -> {
            if (failure != null) {
                close();
            }
            result.tell(g, onGroup, null, failure);
        };
        try {
            Stream opening = transport.connect(remote);
            stream = opening;
            connects.begin(opening.endpoint(), () -> opened(opening), closing, 0, TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            closing.tell(group, false, null, e);
        }
    }

    private Operation.Outcome<@Nullable Void> opened(Stream opening) throws IOException {
        if (opening.opening()) {
            return Operation.tooEarly();
        }
        IOException failure = opening.failure();
        if (failure != null) {
            throw failure;
        }
        connected = true;
        return Operation.outcome(null);
    }

    /** Its stream. */
    Stream stream() {
        Stream established = stream;
        if (!connected || established == null) {
            throw new NotYetConnectedException();
        }
        return established;
    }

    /** Tells a result that the channel is closed, if it is. */
    boolean tellsClosed(Result<?> result) {
        if (closed) {
            result.tell(group, false, null, new ClosedChannelException());
        }
        return closed;
    }

    // Reading and writing.

    @Override
    public <A> void read(
            ByteBuffer target,
            long timeout,
            TimeUnit unit,
            @Nullable A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        reading.read(target, timeout, unit, Result.handler(attachment, handler));
    }

    @Override
    public Future<Integer> read(ByteBuffer target) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        reading.read(target, 0, TimeUnit.NANOSECONDS, Result.future(future));
        return future;
    }

    @Override
    public <A> void read(
            ByteBuffer[] targets,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            @Nullable A attachment,
            CompletionHandler<Long, ? super A> handler) {
        reading.read(targets, offset, length, timeout, unit, Result.handler(attachment, handler));
    }

    @Override
    public <A> void write(
            ByteBuffer source,
            long timeout,
            TimeUnit unit,
            @Nullable A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        writing.write(source, timeout, unit, Result.handler(attachment, handler));
    }

    @Override
    public Future<Integer> write(ByteBuffer source) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        writing.write(source, 0, TimeUnit.NANOSECONDS, Result.future(future));
        return future;
    }

    @Override
    public <A> void write(
            ByteBuffer[] sources,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            @Nullable A attachment,
            CompletionHandler<Long, ? super A> handler) {
        writing.write(sources, offset, length, timeout, unit, Result.handler(attachment, handler));
    }

    // Ending.

    @Override
    public AsynchronousSocketChannel shutdownInput() throws IOException {
        ensureOpen();
        reading.shutdown();
        return this;
    }

    @Override
    public AsynchronousSocketChannel shutdownOutput() throws IOException {
        ensureOpen();
        writing.shutdown();
        return this;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        connects.fail(new AsynchronousCloseException());
        reading.fail(new AsynchronousCloseException());
        writing.fail(new AsynchronousCloseException());
        if (stream != null) {
            stream.close();
        } else {
            transport.release();
        }
        group.remove(this);
    }

    // What the channel tells of itself.

    @Override
    public AsynchronousSocketChannel bind(@Nullable SocketAddress local) throws IOException {
        ensureOpen();
        connects.check();
        if (transport.local() != null) {
            throw new AlreadyBoundException();
        }
        transport.bind(local);
        return this;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return transport.local();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return connected ? transport.remote() : null;
    }

    @Override
    public <T> AsynchronousSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        transport.set(name, ChannelOptions.checked(name, value));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        return (T) transport.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return ChannelOptions.ASYNCHRONOUS;
    }
}
