package dev.lockstep.node.data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each new collection a version that no earlier one under the same key has had: microseconds since 1970 and eleven bits of a
 * counter (Kvrocks GenerateVersion). Any thread.
 */
public final class Versions {
    private static final int COUNTER_BITS = 11;

    private final AtomicLong counter = new AtomicLong();

    /** A counter at 0. */
    public Versions() {}

    long next() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return (micros << COUNTER_BITS) + (counter.getAndIncrement() & ((1 << COUNTER_BITS) - 1));
    }

    /** The microseconds since 1970 at which {@code version} was given. */
    public static long micros(long version) {
        return version >>> COUNTER_BITS;
    }
}
