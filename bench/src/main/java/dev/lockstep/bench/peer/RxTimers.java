package dev.lockstep.bench.peer;

import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** RxJava's virtual time, in nanoseconds. */
public final class RxTimers implements Timers {
    private final TestScheduler clock = new TestScheduler();

    /** A clock at 0. */
    public RxTimers() {}

    @Override
    public Timer timer(Runnable callback) {
        return new Timer() {
            private @Nullable Disposable armed;

            @Override
            public void arm(long delay) {
                armed = clock.scheduleDirect(callback, delay, TimeUnit.NANOSECONDS);
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
        return CpuTime.of(() -> clock.advanceTimeBy(Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS));
    }
}
