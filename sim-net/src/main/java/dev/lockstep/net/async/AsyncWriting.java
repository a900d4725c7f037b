package dev.lockstep.net.async;

import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The writing half of an asynchronous channel. */
final class AsyncWriting {
    private final AsyncChannel channel;
    private final Group group;
    private final Direction direction;
    private boolean shut;

    AsyncWriting(AsyncChannel channel, Group group) {
        this.channel = channel;
        this.group = group;
        this.direction = new Direction(group, "Writing", WritePendingException::new);
    }

    /** Ends the stream. */
    void shutdown() throws IOException {
        Stream to = channel.stream();
        if (!shut) {
            shut = true;
            to.shutdownOutput();
        }
    }

    /** Ends what is under way. */
    void fail(IOException failure) {
        direction.fail(failure);
    }

    private boolean tellsClosed(Result<?> result) {
        if (!shut) {
            return channel.tellsClosed(result);
        }
        result.tell(group, false, null, new ClosedChannelException());
        return true;
    }

    void write(ByteBuffer source, long timeout, TimeUnit unit, Result<Integer> result) {
        Objects.requireNonNull(source);
        if (tellsClosed(result)) {
            return;
        }
        Stream to = channel.stream();
        direction.begin(to.endpoint(), () -> put(to, source), result, timeout, unit);
    }

    void write(ByteBuffer[] sources, int offset, int length, long timeout, TimeUnit unit, Result<Long> result) {
        Objects.checkFromIndexSize(offset, length, sources.length);
        if (tellsClosed(result)) {
            return;
        }
        Stream to = channel.stream();
        direction.begin(to.endpoint(), () -> gather(to, sources, offset, length), result, timeout, unit);
    }

    private Operation.Outcome<Integer> put(Stream to, ByteBuffer source) throws IOException {
        if (shut) {
            throw new AsynchronousCloseException();
        }
        int count = to.write(source);
        return count == 0 && source.hasRemaining() ? Operation.tooEarly() : Operation.outcome(count);
    }

    private Operation.Outcome<Long> gather(Stream to, ByteBuffer[] sources, int offset, int length) throws IOException {
        if (shut) {
            throw new AsynchronousCloseException();
        }
        long total = 0;
        boolean left = false;
        for (int i = offset; i < offset + length && !left; i++) {
            total += to.write(sources[i]);
            left = sources[i].hasRemaining();
        }
        return total == 0 && left ? Operation.tooEarly() : Operation.outcome(total);
    }
}
