package dev.lockstep.bench.peer;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jmock.lib.concurrent.DeterministicScheduler;
import org.jspecify.annotations.Nullable;

/** jMock's scheduler, in milliseconds, its unit. */
public final class JmockTimers implements Timers {
    private final DeterministicScheduler clock = new DeterministicScheduler();

    /** A clock at 0. */
    public JmockTimers() {}

    @Override
    public Timer timer(Runnable callback) {
        return new Timer() {
            private @Nullable Future<?> armed;

            @Override
            public void arm(long delay) {
                armed = clock.schedule(callback, delay, TimeUnit.MILLISECONDS);
            }

            @Override
            public void cancel() {
                if (armed != null) {
                    armed.cancel(false);
                    armed = null;
                }
            }
        };
    }

    @Override
    public long run() {
        return CpuTime.of(() -> clock.tick(Long.MAX_VALUE / 2, TimeUnit.MILLISECONDS));
    }
}
