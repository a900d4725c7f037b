package dev.lockstep.node.testing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something that other threads do. */
public final class Await {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private Await() {}

    /** Waits until {@code condition} holds; fails after a minute. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("still waiting until " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
