package dev.lockstep.core.engine;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a timed park or wait of a virtual thread, as the future that {@code VirtualThread} expects. */
final class SleepTimer extends EventQueue.Entry implements Future<@Nullable Object> {
    private final EventQueue events;
    private final Runnable expired;
    private boolean cancelled;

    SleepTimer(EventQueue events, Runnable expired) {
        this.events = events;
        this.expired = expired;
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
