package dev.lockstep.node.runtime;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeObserver.LockPhase;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A shared/exclusive lock that reports each phase under its name, as {@link WatchedLock} does. A holder must not take it again in the other mode. */
public final class WatchedRwLock {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String name;
    private final NodeObserver observer;

    /** A free lock called {@code name}. */
    public WatchedRwLock(String name, NodeObserver observer) {
        this.name = name;
        this.observer = observer;
    }

    /** Waits for the lock and takes it, alone if {@code exclusive}. */
    public void lock(boolean exclusive) {
        observer.lock(name, exclusive, LockPhase.WAITING);
        side(exclusive).lock();
        observer.lock(name, exclusive, LockPhase.ACQUIRED);
    }

    /** Lets go. The calling thread must hold the lock in this mode. */
    public void unlock(boolean exclusive) {
        observer.lock(name, exclusive, LockPhase.RELEASED);
        side(exclusive).unlock();
    }

    /**
     * Tries to take the lock exclusively again and again, one attempt a {@code pollMillis}, and gives up when {@code stop} is raised.
     * Giving up is reported as {@code RELEASED}.
     *
     * @return whether the calling thread now holds the lock exclusively
     */
    public boolean lockExclusivelyUnless(StopSignal stop, long pollMillis) {
        observer.lock(name, true, LockPhase.WAITING);
        while (!lock.writeLock().tryLock()) {
            if (stop.await(pollMillis)) {
                observer.lock(name, true, LockPhase.RELEASED);
                return false;
            }
        }
        observer.lock(name, true, LockPhase.ACQUIRED);
        return true;
    }

    private Lock side(boolean exclusive) {
        return exclusive ? lock.writeLock() : lock.readLock();
    }
}
