package dev.lockstep.node.runtime;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeObserver.LockPhase;
import java.util.concurrent.locks.ReentrantLock;

/** A mutex that reports each phase under its name. {@code RELEASED} is reported just before letting go, so that reports of two holders never overlap. */
public final class WatchedLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final String name;
    private final NodeObserver observer;

    /** A free mutex called {@code name}. */
    public WatchedLock(String name, NodeObserver observer) {
        this.name = name;
        this.observer = observer;
    }

    /** Waits for the mutex and takes it. */
    public void lock() {
        observer.lock(name, true, LockPhase.WAITING);
        lock.lock();
        observer.lock(name, true, LockPhase.ACQUIRED);
    }

    /** Lets go. The calling thread must hold the mutex. */
    public void unlock() {
        observer.lock(name, true, LockPhase.RELEASED);
        lock.unlock();
    }
}
