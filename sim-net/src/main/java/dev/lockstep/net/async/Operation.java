package dev.lockstep.net.async;

import dev.lockstep.core.Timer;
import dev.lockstep.net.tcp.Endpoint;
import java.io.IOException;
import java.nio.channels.InterruptedByTimeoutException;
import org.jspecify.annotations.Nullable;

/** Something that is tried whenever its endpoint changes, until it has an outcome, the time is up, or its channel is closed. */
final class Operation<V> implements Endpoint.Watcher {
    /**
     * What one try has come to.
     *
     * @param over whether there is an outcome; if not, it is too early
     * @param value the value
     */
    record Outcome<V>(boolean over, @Nullable V value) {}

    /** One try. */
    @FunctionalInterface
    interface Attempt<V> {
        Outcome<V> make() throws IOException;
    }

    /** An outcome. */
    static <V> Outcome<V> outcome(@Nullable V value) {
        return new Outcome<>(true, value);
    }

    /** Nothing yet. */
    static <V> Outcome<V> tooEarly() {
        return new Outcome<>(false, null);
    }

    private final Group group;
    private final Endpoint endpoint;
    private final Attempt<V> attempt;
    private final Result<V> result;
    private final Runnable over;
    private final @Nullable Timer timer;
    private boolean queued;
    private boolean done;

    /** An operation that calls {@code over} just before it tells its outcome. */
    Operation(Group group, Endpoint endpoint, Attempt<V> attempt, Result<V> result, Runnable over, long timeoutNanos) {
        this.group = group;
        this.endpoint = endpoint;
        this.attempt = attempt;
        this.result = result;
        this.over = over;
        this.timer = timeoutNanos <= 0 ? null : group.simulation().timer(this::expired);
        if (timer != null) {
            timer.arm(timeoutNanos);
        }
    }

    /** Tries for the first time, on any thread. */
    void start() {
        tryOnce(false);
        if (!done) {
            endpoint.watch(this);
        }
    }

    @Override
    public void changed() {
        if (!queued && !done) {
            queued = true;
            group.execute(() -> {
                queued = false;
                tryOnce(true);
            });
        }
    }

    private void tryOnce(boolean onGroup) {
        if (done) {
            return;
        }
        try {
            Outcome<V> outcome = attempt.make();
            if (outcome.over()) {
                finish(onGroup, outcome.value(), null);
            }
        } catch (IOException e) {
            finish(onGroup, null, e);
        }
    }

    private void expired() {
        fail(new InterruptedByTimeoutException());
    }

    /** Ends it. */
    void fail(IOException failure) {
        if (!done) {
            finish(false, null, failure);
        }
    }

    private void finish(boolean onGroup, @Nullable V value, @Nullable Throwable failure) {
        done = true;
        endpoint.unwatch(this);
        if (timer != null) {
            timer.cancel();
        }
        over.run();
        result.tell(group, onGroup, value, failure);
    }
}
