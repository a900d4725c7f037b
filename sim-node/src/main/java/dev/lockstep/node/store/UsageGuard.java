package dev.lockstep.node.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a native object alive while anybody uses it. {@link #enter} never waits: it fails once closing has begun. {@link #close} waits
 * until the last user has left; every use is one call into RocksDB, so that wait is short.
 */
final class UsageGuard {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger users = new AtomicInteger(CLOSED);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();

    /** Lets users in. */
    void open() {
        users.compareAndSet(CLOSED, 0);
    }

    /** Whether users are let in. */
    boolean isOpen() {
        return users.get() >= 0;
    }

    /** Begins a use; each must be ended by {@link #exit}. */
    void enter() {
        if (!tryEnter()) {
            throw new StoreClosedException();
        }
    }

    /** Begins a use if the guard is open. */
    boolean tryEnter() {
        int seen = users.get();
        while (seen >= 0) {
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = users.get();
        }
        return false;
    }

    /** Ends a use. */
    void exit() {
        if (users.decrementAndGet() == CLOSED) {
            lock.lock();
            try {
                left.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Lets nobody in any more and waits until all have left. */
    void close() {
        users.accumulateAndGet(CLOSED, (seen, closed) -> seen >= 0 ? seen + closed : seen);
        lock.lock();
        try {
            while (users.get() != CLOSED) {
                left.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and forgets those inside, whose threads no longer exist. */
    void abandon() {
        users.set(CLOSED);
    }
}
