package dev.lockstep.properties.fault;

import dev.lockstep.core.Simulation;
import dev.lockstep.properties.testbed.SimulatedNode;

/** A process that gets little processor time: it is stopped and goes on, over and over, until the fault ends. */
final class Stutter {
    private static final long MILLI = 1_000_000L;
    private static final long PERIOD = 100 * MILLI;

    private final SimulatedNode node;
    private final Simulation simulation;
    private final long stop;
    private boolean over;
    private boolean stopped;

    Stutter(SimulatedNode node, long stopMillis) {
        this.node = node;
        this.simulation = node.simulation();
        this.stop = stopMillis * MILLI;
    }

    /** Begins it; what it returns ends it. */
    Runnable begin() {
        halt();
        return () -> {
            over = true;
            proceed();
        };
    }

    private void halt() {
        if (!over && node.running() && !node.host().paused()) {
            stopped = true;
            node.pause();
            simulation.schedule(stop, this::proceed);
        }
    }

    private void proceed() {
        if (stopped) {
            stopped = false;
            node.resume();
            if (!over) {
                simulation.schedule(PERIOD - stop, this::halt);
            }
        }
    }
}
