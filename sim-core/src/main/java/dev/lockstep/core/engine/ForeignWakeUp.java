package dev.lockstep.core.engine;

/** A simulated thread was made runnable by a thread outside its simulation: its moment is not deterministic. */
final class ForeignWakeUp implements ForeignCall {
    private final HostScheduler host;
    private final Thread woken;
    private final Runnable continuation;
    private final Throwable stack;
    private final String by;

    ForeignWakeUp(HostScheduler host, Thread woken, Runnable continuation) {
        this.host = host;
        this.woken = woken;
        this.continuation = continuation;
        this.by = Thread.currentThread().getName();
        this.stack = new IllegalStateException("foreign wake-up by thread " + by);
    }

    /** Reports it and lets the thread go on, so that the run ends with its verdict and not in a hang. */
    @Override
    public void accept() {
        host.report("foreign wake-up by thread " + by + EXPECTED, woken.getName(), stack);
        host.runnable(woken, continuation);
    }
}
