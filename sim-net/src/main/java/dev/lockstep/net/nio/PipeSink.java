package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;

/** The writable end of a pipe. */
final class PipeSink extends Pipe.SinkChannel implements Selectable, StreamUser {
    private final Stream stream;
    private final Writing writing = new Writing(this);

    PipeSink(SelectorProvider provider, Stream stream) {
        super(provider);
        this.stream = stream;
    }

    @Override
    public Stream stream() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        return stream;
    }

    @Override
    public void enter() {
        begin();
    }

    @Override
    public void leave(boolean completed) throws AsynchronousCloseException {
        end(completed);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return writing.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return writing.write(sources, 0, sources.length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return writing.write(sources, offset, length);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    protected void implCloseSelectableChannel() {
        if (isBlocking() || !isRegistered()) {
            kill();
        }
    }

    @Override
    public int ready() {
        return stream.writable() ? SelectionKey.OP_WRITE : 0;
    }

    @Override
    public void watch(Endpoint.Watcher watcher) {
        stream.endpoint().watch(watcher);
    }

    @Override
    public void unwatch(Endpoint.Watcher watcher) {
        stream.endpoint().unwatch(watcher);
    }

    @Override
    public void kill() {
        stream.close();
    }
}
