package dev.lockstep.properties.check;

import dev.lockstep.core.Timer;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.function.LongSupplier;

/** Something a node has begun and must finish in time. Time during which its process was stopped, or waited for its disk, does not count. */
final class Deadline {
    private final SimulatedNode node;
    private final LongSupplier excused;
    private final long started;
    private final long excusedBefore;
    private final long bound;
    private final Runnable missed;
    private final Timer timer;

    /** Starts now; {@code missed} is called once if {@link #met} is not called within {@code bound} ns. */
    Deadline(SimulatedNode node, long bound, Runnable missed) {
        this(node, bound, missed, node::heldUpNanos);
    }

    /** The same; {@code excused} tells how much time in all so far does not count, ns. */
    Deadline(SimulatedNode node, long bound, Runnable missed, LongSupplier excused) {
        this.node = node;
        this.excused = excused;
        this.bound = bound;
        this.missed = missed;
        this.started = node.simulation().nanoTime();
        this.excusedBefore = excused.getAsLong();
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
        return node.simulation().nanoTime() - started - (excused.getAsLong() - excusedBefore);
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
