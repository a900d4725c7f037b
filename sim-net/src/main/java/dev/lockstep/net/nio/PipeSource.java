package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;

/** The readable end of a pipe. */
final class PipeSource extends Pipe.SourceChannel implements Selectable, StreamUser {
    private final Stream stream;
    private final Reading reading = new Reading(this);

    PipeSource(SelectorProvider provider, Stream stream) {
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
    public int read(ByteBuffer target) throws IOException {
        return reading.read(target, WaitQueue.NEVER);
    }

    @Override
    public long read(ByteBuffer[] targets) throws IOException {
        return reading.read(targets, 0, targets.length);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return reading.read(targets, offset, length);
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
        return stream.readable() ? SelectionKey.OP_READ : 0;
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
