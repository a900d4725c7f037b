package dev.lockstep.net.fault;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.Timer;
import dev.lockstep.net.Guard;

/** Does something again and again until it is closed, first at once. */
public final class Storm implements Guard {
    private final Runnable strike;
    private final long periodNanos;
    private final Timer timer;
    private long hits;

    /** Begins. */
    public Storm(Simulation simulation, Runnable strike, long periodNanos) {
        if (periodNanos < 1) {
            throw new IllegalArgumentException("period is " + periodNanos + " ns, expected at least 1");
        }
        this.strike = strike;
        this.periodNanos = periodNanos;
        this.timer = simulation.timer(this::next);
        next();
    }

    private void next() {
        hits++;
        timer.arm(periodNanos);
        strike.run();
    }

    @Override
    public void close() {
        timer.cancel();
    }

    @Override
    public long hits() {
        return hits;
    }
}
