package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The loop itself allocates nothing: what it took by the event would be the collector's work in every run. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int EVENTS = 100_000;

    @Test
    void eventsAreFree() {
        for (int timers : new int[] {1, 10, 2_000}) {
            assertThat(bytesAnEvent(timers))
                    .as("bytes an event, %d timers", timers)
                    .isLessThan(1);
        }
    }

    /** Between an event after a quarter of them, when all is grown and compiled, and the last. */
    private static double bytesAnEvent(int timers) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            long[] bytes = new long[2];
            int[] left = {EVENTS};
            for (int i = 0; i < timers; i++) {
                new Ticker(simulation, left, bytes, 1_000 + i * 37L);
            }
            simulation.run();
            return (double) (bytes[1] - bytes[0]) / (EVENTS * 3 / 4);
        }
    }

    /** Arms itself again, and once in a while another time first, so that timers are moved too. */
    private static final class Ticker implements Runnable {
        private final Timer timer;
        private final int[] left;
        private final long[] bytes;
        private final long delay;

        Ticker(Simulation simulation, int[] left, long[] bytes, long delay) {
            this.left = left;
            this.bytes = bytes;
            this.delay = delay;
            this.timer = simulation.timer(this);
            timer.arm(delay);
        }

        @Override
        public void run() {
            int now = left[0]--;
            if (now == EVENTS * 3 / 4) {
                bytes[0] = THREADS.getCurrentThreadAllocatedBytes();
            } else if (now == 1) {
                bytes[1] = THREADS.getCurrentThreadAllocatedBytes();
            }
            if (now > 0) {
                timer.arm(3 * delay);
                timer.arm(delay);
            }
        }
    }
}
