package dev.lockstep.bench.peer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Reactor's virtual time, in nanoseconds. */
public final class ReactorTimers implements Timers {
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

    /** A clock at 0. */
    public ReactorTimers() {}

    @Override
    public Timer timer(Runnable callback) {
        return new Timer() {
            private @Nullable Disposable armed;

            @Override
            public void arm(long delay) {
                armed = clock.schedule(callback, delay, TimeUnit.NANOSECONDS);
            }

            @Override
            public void cancel() {
                if (armed != null) {
                    armed.dispose();
                    armed = null;
                }
            }
        };
    }

    @Override
    public long run() {
        return CpuTime.of(() -> clock.advanceTimeBy(Duration.ofNanos(Long.MAX_VALUE / 2)));
    }
}
