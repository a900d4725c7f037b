package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.StuckStep;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What other threads want of a loop that runs: kept until the carrier sees to it between two steps. Thread-safe. */
final class OutsideCalls {
    private final Queue<ForeignCall> foreign = new ConcurrentLinkedQueue<>();

    /** Whether there is something to see to. */
    private volatile boolean called;

    /** Why the run must end after this step; set by the watchdog. */
    private volatile @Nullable StuckStep stuck;

    /** Whether the thread that waits for the run was interrupted. */
    private volatile boolean interrupted;

    /** A run begins: an interrupt of an earlier one is forgotten. */
    void begin() {
        interrupted = false;
    }

    /** Something was done to a simulated thread. */
    void add(ForeignCall call) {
        foreign.add(call);
        called = true;
    }

    /** The run is to end, since its step does not. */
    void end(StuckStep noticed) {
        stuck = noticed;
        called = true;
    }

    /** The run is to end, since nobody waits for it any more. */
    void interrupt() {
        interrupted = true;
        called = true;
    }

    /** The step that has no end, or null. */
    @Nullable
    StuckStep stuck() {
        return stuck;
    }

    /** Whether {@link #answer} has something to do. */
    boolean waiting() {
        return called;
    }

    /**
     * Sees to everything; called on the carrier.
     *
     * @param seed of the run, for errors
     * @param now the virtual time, ns, for errors
     * @throws SimulationException if the run is to end
     */
    void answer(long seed, long now) {
        called = false; // before looking: what comes now is seen now or in the next turn
        acceptForeign();
        StuckStep noticed = stuck;
        if (noticed != null) {
            stuck = null;
            throw new SimulationException(noticed.toString(), noticed.stack());
        }
        if (interrupted) {
            throw new SimulationException("seed " + seed + " was interrupted at " + now + " ns, expected to run on");
        }
    }

    /** Reports what was done to simulated threads; called on the carrier. */
    void acceptForeign() {
        for (ForeignCall call = foreign.poll(); call != null; call = foreign.poll()) {
            call.accept();
        }
    }
}
