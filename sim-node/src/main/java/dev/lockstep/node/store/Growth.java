package dev.lockstep.node.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets feed threads sleep until something has been written, instead of looking every 2 ms as Kvrocks does. */
final class Growth {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    /** Ends every {@link #await}. */
    void signal() {
        lock.lock();
        try {
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code reached}, at most {@code nanos}; an interrupt ends the wait. Returns the nanoseconds left. */
    long await(BooleanSupplier reached, long nanos) {
        long left = nanos;
        lock.lock();
        try {
            while (left > 0 && !reached.getAsBoolean()) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return left;
    }
}
