package dev.lockstep.bench.peer;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;

/** Engine callbacks of this project, through the whole loop. */
public final class LockstepTimers implements Timers {
    private static final long SPAN = Long.MAX_VALUE / 2;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));

    /** A simulation without hosts. */
    public LockstepTimers() {}

    @Override
    public Timer timer(Runnable callback) {
        dev.lockstep.core.Timer timer = simulation.timer(callback);
        return new Timer() {
            @Override
            public void arm(long delay) {
                timer.arm(delay);
            }

            @Override
            public void cancel() {
                timer.cancel();
            }
        };
    }

    @Override
    public long run() {
        long[] times = new long[2];
        simulation.schedule(0, () -> times[0] = CpuTime.nanos());
        simulation.schedule(SPAN, () -> times[1] = CpuTime.nanos());
        simulation.run();
        simulation.close();
        return Math.max(1, times[1] - times[0]);
    }
}
