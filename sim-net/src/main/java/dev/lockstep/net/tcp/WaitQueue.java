package dev.lockstep.net.tcp;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads that wait for one condition of a socket. Used on the carrier only. */
public final class WaitQueue {
    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Simulation simulation;
    private final List<Thread> threads = new ArrayList<>(0);

    /** A queue nobody waits in. */
    public WaitQueue(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Makes all waiting threads look at their condition again. */
    public void wake() {
        for (int i = 0; i < threads.size(); i++) {
            LockSupport.unpark(threads.get(i));
        }
    }

    /**
     * Parks the calling simulated thread until a condition holds.
     *
     * @param deadline virtual time to give up at, ns
     * @return whether the condition holds
     * @throws InterruptedIOException if the thread is interrupted; its interrupt status stays set
     */
    public boolean await(BooleanSupplier condition, long deadline) throws InterruptedIOException {
        Thread self = Thread.currentThread();
        while (!condition.getAsBoolean()) {
            long left = deadline - simulation.nanoTime();
            if (left <= 0) {
                return false;
            }
            threads.add(self);
            try {
                if (deadline == NEVER) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            } finally {
                threads.remove(self);
            }
            if (self.isInterrupted() && !condition.getAsBoolean()) {
                throw new InterruptedIOException();
            }
        }
        return true;
    }

    /**
     * Waits as a {@link java.net.Socket} does: an interrupt ends the wait of a virtual thread, but a platform thread goes on
     * waiting and stays interrupted.
     *
     * @param deadline virtual time to give up at, ns
     * @return whether the condition holds
     * @throws InterruptedIOException if the thread is virtual and interrupted
     */
    public boolean awaitInSocket(BooleanSupplier condition, long deadline) throws InterruptedIOException {
        if (!Host.onPlatformThread()) {
            return await(condition, deadline);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(condition, deadline);
                } catch (InterruptedIOException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The virtual time that lies {@code nanos} ahead; 0 or less means {@link #NEVER}. */
    public long deadline(long nanos) {
        long due = simulation.nanoTime() + nanos;
        return nanos <= 0 || due < 0 ? NEVER : due;
    }
}
