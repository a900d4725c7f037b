package dev.lockstep.node.server;

import dev.lockstep.node.command.Session;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request without a reply yet, and the reply it gets when its time is over. */
final class Suspension implements Session.Answer {
    private static final long FOREVER = Long.MAX_VALUE;

    private final AtomicReference<@Nullable String> reply = new AtomicReference<>();
    private final Supplier<String> otherwise;
    private final Runnable wake;
    private final long startedAt = System.nanoTime();
    private final long timeoutNanos;

    /** {@code timeoutMillis} is 0 for ever; {@code wake} makes the worker look. */
    Suspension(long timeoutMillis, Supplier<String> otherwise, Runnable wake) {
        this.otherwise = otherwise;
        this.wake = wake;
        this.timeoutNanos = timeoutMillis == 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    @Override
    public void give(String whole) {
        if (reply.compareAndSet(null, whole)) {
            wake.run();
        }
    }

    /** The reply, if there is one by now. */
    @Nullable
    String due() {
        String given = reply.get();
        return given == null && nanosLeft() <= 0 ? otherwise.get() : given;
    }

    /** Nanoseconds until the time is over, very many for never. */
    long nanosLeft() {
        return timeoutNanos == FOREVER ? FOREVER : timeoutNanos - (System.nanoTime() - startedAt);
    }
}
