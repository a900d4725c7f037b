package dev.lockstep.core;

import dev.lockstep.core.engine.EventQueue;

/**
 * A callback of the engine at a virtual time. It can be armed again and again without allocation; arming an armed timer moves
 * it. Used on the carrier and on simulated threads, never elsewhere.
 */
public final class Timer extends EventQueue.Entry {
    private final EventQueue events;
    private final Runnable callback;

    Timer(Simulation simulation, Runnable callback) {
        this.events = simulation.events();
        this.callback = callback;
    }

    /** Arms or moves the timer; {@code delayNanos} below 0 counts as 0. */
    public void arm(long delayNanos) {
        long due = events.now() + Math.max(0, delayNanos);
        events.schedule(this, due < 0 ? Long.MAX_VALUE : due);
    }

    /** Disarms the timer; false if it was not armed. */
    public boolean cancel() {
        return events.remove(this);
    }

    /** Whether the callback is still to come. */
    public boolean armed() {
        return queued();
    }

    @Override
    protected void fire() {
        callback.run();
    }
}
