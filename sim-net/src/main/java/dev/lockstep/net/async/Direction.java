package dev.lockstep.net.async;

import dev.lockstep.net.tcp.Endpoint;
import java.io.IOException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a channel does one at a time: connecting and writing, reading, or accepting. */
final class Direction {
    private final Group group;
    private final Supplier<RuntimeException> busy;
    private final String name;
    private @Nullable Operation<?> current;
    private boolean timedOut;

    /** A direction that throws this when a second operation is asked for. */
    Direction(Group group, String name, Supplier<RuntimeException> busy) {
        this.group = group;
        this.name = name;
        this.busy = busy;
    }

    /**
     * Checks that nothing is under way.
     *
     * @throws RuntimeException if something is
     * @throws IllegalStateException if something has timed out, so that nobody knows how far it came
     */
    void check() {
        if (timedOut) {
            throw new IllegalStateException(name + " not allowed due to timeout or cancellation");
        }
        if (current != null) {
            throw busy.get();
        }
    }

    /** Begins an operation. */
    <V> void begin(Endpoint endpoint, Operation.Attempt<V> attempt, Result<V> result, long timeout, TimeUnit unit) {
        check();
        Result<V> noting = (g, onGroup, value, failure) -> {
            timedOut |= failure instanceof InterruptedByTimeoutException;
            result.tell(g, onGroup, value, failure);
        };
        Operation<V> operation =
                new Operation<>(group, endpoint, attempt, noting, () -> current = null, unit.toNanos(timeout));
        current = operation;
        operation.start();
    }

    /** Ends what is under way. */
    void fail(IOException failure) {
        if (current != null) {
            current.fail(failure);
        }
    }
}
