package dev.lockstep.net.async;

import dev.lockstep.net.nio.ChannelOptions;
import dev.lockstep.net.nio.SocketAddresses;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Binding;
import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Listener;
import dev.lockstep.net.tcp.SocketSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NotYetBoundException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A simulated asynchronous channel that listens for TCP connections. Used on simulated threads. */
final class AsyncServerChannel extends AsynchronousServerSocketChannel {
    private static final int DEFAULT_BACKLOG = 50;

    private final Group group;
    private final Kernel kernel;
    private final SocketSettings settings;
    private final Direction accepts;
    private @Nullable Listener listener;
    private @Nullable InetSocketAddress local;
    private boolean closed;

    AsyncServerChannel(Group group, Kernel kernel) {
        super(group.provider());
        this.group = group;
        this.kernel = kernel;
        this.settings = kernel.newSettings(true);
        this.accepts = new Direction(group, "Accepting", AcceptPendingException::new);
        group.add(this);
    }

    private void ensureOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public AsynchronousServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        InetSocketAddress to = address == null ? new InetSocketAddress(0) : SocketAddresses.check(address);
        ensureOpen();
        if (listener != null) {
            throw new AlreadyBoundException();
        }
        Binding binding = kernel.bind(Addresses.of(to.getAddress()), to.getPort(), settings);
        try {
            listener = kernel.listen(binding, settings, backlog < 1 ? DEFAULT_BACKLOG : backlog);
            local = SocketAddresses.of(binding.address(), binding.port());
        } catch (IOException e) {
            kernel.release(binding);
            throw e;
        }
        return this;
    }

    @Override
    public <A> void accept(@Nullable A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        accept(Result.handler(attachment, handler));
    }

    @Override
    public Future<AsynchronousSocketChannel> accept() {
        CompletableFuture<AsynchronousSocketChannel> future = new CompletableFuture<>();
        accept(Result.future(future));
        return future;
    }

    private void accept(Result<AsynchronousSocketChannel> result) {
        if (closed) {
            result.tell(group, false, null, new ClosedChannelException());
            return;
        }
        Listener from = listener;
        if (from == null) {
            throw new NotYetBoundException();
        }
        accepts.begin(from, () -> next(from), result, 0, TimeUnit.NANOSECONDS);
    }

    private Operation.Outcome<AsynchronousSocketChannel> next(Listener from) {
        Connection next = from.accept();
        return next == null ? Operation.tooEarly() : Operation.outcome(new AsyncChannel(group, kernel, next));
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
        accepts.fail(new AsynchronousCloseException());
        if (listener != null) {
            listener.close();
        }
        group.remove(this);
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    @Override
    public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        settings.set(name, ChannelOptions.checked(name, value));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ChannelOptions.require(supportedOptions(), name);
        ensureOpen();
        return (T) settings.get(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return ChannelOptions.LISTENER;
    }
}
