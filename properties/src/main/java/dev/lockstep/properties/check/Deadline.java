package dev.lockstep.properties.check;

import dev.lockstep.core.Timer;
import dev.lockstep.properties.testbed.SimulatedNode;

/** Something a node has begun and must finish in time. Time during which its process was stopped does not count. */
final class Deadline {
    private final SimulatedNode node;
    private final long started;
    private final long heldUpBefore;
    private final long bound;
    private final Runnable missed;
    private final Timer timer;

    /** Starts now; {@code missed} is called once if {@link #met} is not called within {@code bound} ns. */
    Deadline(SimulatedNode node, long bound, Runnable missed) {
        this.node = node;
        this.bound = bound;
        this.missed = missed;
        this.started = node.simulation().nanoTime();
        this.heldUpBefore = node.heldUpNanos();
        this.timer = node.simulation().timer(this::expired);
        // One more than the bound: to finish exactly at it is in time.
        timer.arm(bound + 1);
    }

    /** The thing is finished. Returns how long it took, ns. */
    long met() {
        timer.cancel();
        return elapsed();
    }

    /** Forgets it. */
    void cancel() {
        timer.cancel();
    }

    /** How long it has taken so far, ns. */
    long elapsed() {
        return node.simulation().nanoTime() - started - (node.heldUpNanos() - heldUpBefore);
    }

    private void expired() {
        long left = bound - elapsed();
        if (left < 0) {
            missed.run();
        } else {
            timer.arm(left + 1);
        }
    }
}
