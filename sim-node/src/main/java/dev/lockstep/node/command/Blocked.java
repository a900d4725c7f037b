package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that waits until something is pushed to one of some keys. Belongs to the worker of its connection.
 *
 * @param keys the stored keys, as Latin-1
 * @param deadline when it gives up, by System.nanoTime; ignored if {@code endless}
 * @param endless whether it never gives up
 * @param attempt tries again
 * @param timedOut writes the reply of one that gave up
 */
public record Blocked(List<String> keys, long deadline, boolean endless, Attempt attempt, TimedOut timedOut) {
    /** Tries what has to wait. */
    @FunctionalInterface
    public interface Attempt {
        /** Writes the reply and returns true, or writes nothing and returns false. */
        boolean succeeds(RespWriter out);
    }

    /** Gives up. */
    @FunctionalInterface
    public interface TimedOut {
        /** Writes the reply. */
        void reply(RespWriter out);
    }

    static Blocked until(List<String> keys, double seconds, Attempt attempt, TimedOut timedOut) {
        long nanos = (long) Math.min(seconds * TimeUnit.SECONDS.toNanos(1), Long.MAX_VALUE / 4.0);
        return new Blocked(keys, System.nanoTime() + nanos, nanos == 0, attempt, timedOut);
    }

    /** Nanoseconds until it gives up, Long.MAX_VALUE for never. */
    public long nanosLeft() {
        return endless ? Long.MAX_VALUE : deadline - System.nanoTime();
    }
}
