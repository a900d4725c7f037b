package dev.lockstep.bench.peer;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** SSJ's event list (a splay tree) and clock, a double. */
public final class SsjTimers implements Timers {
    private final Simulator simulator = new Simulator();

    /** A clock at 0. */
    public SsjTimers() {
        simulator.init();
    }

    @Override
    public Timer timer(Runnable callback) {
        Event event = new Event(simulator) {
            @Override
            public void actions() {
                callback.run();
            }
        };
        return new Timer() {
            @Override
            public void arm(long delay) {
                event.schedule((double) delay);
            }

            @Override
            public void cancel() {
                event.cancel();
            }
        };
    }

    @Override
    public long run() {
        return CpuTime.of(simulator::start);
    }
}
