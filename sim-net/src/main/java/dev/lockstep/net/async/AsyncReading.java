package dev.lockstep.net.async;

import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The reading half of an asynchronous channel. */
final class AsyncReading {
    private final AsyncChannel channel;
    private final Direction direction;
    private boolean shut;

    AsyncReading(AsyncChannel channel, Group group) {
        this.channel = channel;
        this.direction = new Direction(group, "Reading", ReadPendingException::new);
    }

    /** Nothing is read any more. */
    void shutdown() throws IOException {
        Stream from = channel.stream();
        shut = true;
        from.shutdownInput();
    }

    /** Ends what is under way. */
    void fail(IOException failure) {
        direction.fail(failure);
    }

    void read(ByteBuffer target, long timeout, TimeUnit unit, Result<Integer> result) {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        if (channel.tellsClosed(result)) {
            return;
        }
        Stream from = channel.stream();
        direction.begin(from.endpoint(), () -> take(from, target), result, timeout, unit);
    }

    void read(ByteBuffer[] targets, int offset, int length, long timeout, TimeUnit unit, Result<Long> result) {
        Objects.checkFromIndexSize(offset, length, targets.length);
        if (channel.tellsClosed(result)) {
            return;
        }
        Stream from = channel.stream();
        direction.begin(from.endpoint(), () -> scatter(from, targets, offset, length), result, timeout, unit);
    }

    private Operation.Outcome<Integer> take(Stream from, ByteBuffer target) throws IOException {
        if (shut) {
            return Operation.outcome(-1);
        }
        int count = target.hasRemaining() ? receive(from, target) : 0;
        return count == 0 && target.hasRemaining() ? Operation.tooEarly() : Operation.outcome(count);
    }

    /** Unlike other channels, asynchronous ones tell of a reset as an IOException. */
    private static int receive(Stream from, ByteBuffer target) throws IOException {
        try {
            return from.read(target);
        } catch (SocketException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Operation.Outcome<Long> scatter(Stream from, ByteBuffer[] targets, int offset, int length)
            throws IOException {
        long total = 0;
        boolean room = false;
        for (int i = offset; i < offset + length; i++) {
            room |= targets[i].hasRemaining();
            if (targets[i].hasRemaining() && (total == 0 || from.available() > 0)) {
                int count = shut ? -1 : receive(from, targets[i]);
                if (count < 0) {
                    return Operation.outcome(total > 0 ? total : -1L);
                }
                total += count;
            }
        }
        return total == 0 && room ? Operation.tooEarly() : Operation.outcome(total);
    }
}
