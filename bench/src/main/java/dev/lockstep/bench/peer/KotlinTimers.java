package dev.lockstep.bench.peer;

import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Delay;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.test.TestCoroutineDispatchersKt;
import kotlinx.coroutines.test.TestCoroutineScheduler;
import org.jspecify.annotations.Nullable;

/** The virtual time of Kotlin's coroutines, in milliseconds, its unit; callbacks, no coroutines. */
public final class KotlinTimers implements Timers {
    private final TestCoroutineScheduler clock = new TestCoroutineScheduler();
    private final Delay dispatcher = (Delay) TestCoroutineDispatchersKt.StandardTestDispatcher(clock, null);

    /** A clock at 0. */
    public KotlinTimers() {}

    @Override
    public Timer timer(Runnable callback) {
        return new Timer() {
            private @Nullable DisposableHandle armed;

            @Override
            public void arm(long delay) {
                armed = dispatcher.invokeOnTimeout(delay, callback, EmptyCoroutineContext.INSTANCE);
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
        return CpuTime.of(() -> clock.advanceUntilIdle());
    }
}
