package dev.lockstep.node.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A flag that is raised once, and a timed wait that ends when it is raised. Safe for any number of threads. An interrupt of a
 * waiting thread counts as the signal, because nothing in the node interrupts a thread for any other reason.
 */
public final class StopSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private volatile boolean stopped;

    /** Whether the signal has been raised. */
    public boolean isSet() {
        return stopped;
    }

    /** Raises the signal and ends every {@link #await}. */
    public void set() {
        lock.lock();
        try {
            stopped = true;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the signal is raised, at most {@code millis}.
     *
     * @return whether the signal is raised
     */
    public boolean await(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!stopped && left > 0) {
                left = raised.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            stopped = true;
        } finally {
            lock.unlock();
        }
        return stopped;
    }
}
