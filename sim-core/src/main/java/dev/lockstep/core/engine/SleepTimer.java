package dev.lockstep.core.engine;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of the timed parks and waits of one virtual thread, as the future that {@code VirtualThread} expects: it forgets the last
 * one before it asks for the next.
 */
final class SleepTimer extends EventQueue.Entry implements Future<@Nullable Object> {
    private final EventQueue events;
    private Runnable expired = () -> {};
    private boolean cancelled;

    SleepTimer(EventQueue events) {
        this.events = events;
    }

    /** Begins another wait, of which the thread is told at a time (ns). Must not be armed. */
    void arm(long due, Runnable newExpired) {
        expired = newExpired;
        cancelled = false;
        events.schedule(this, due);
    }

    @Override
    protected void fire() {
        expired.run();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        cancelled |= events.remove(this);
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isDone() {
        return !queued();
    }

    @Override
    public @Nullable Object get() {
        throw new UnsupportedOperationException("a virtual thread never waits for its own timer");
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit) {
        return get();
    }
}
