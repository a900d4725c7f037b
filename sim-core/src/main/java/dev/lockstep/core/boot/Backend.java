package dev.lockstep.core.boot;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a simulated host answers in place of the JDK. Found from the calling thread; called on the carrier. */
public interface Backend {
    /** Virtual time, ns. */
    long nanoTime();

    /** Virtual wall clock, ms since 1970. */
    long currentTimeMillis();

    /** Virtual wall clock as ns since the given second after 1970. */
    long epochNanosOfSecond(long offsetSeconds);

    /** Sixty-four random bits that depend on the step, not on what was drawn before it. */
    long randomBits();

    /** The id of a new thread. */
    long nextThreadId();

    /** The processors of the host. */
    int availableProcessors();

    /** Makes a thread of this host runnable. */
    void submit(Thread thread, Runnable continuation);

    /** Runs a callback of {@code VirtualThread} after a delay of virtual time. */
    Future<?> schedule(Runnable expired, long delay, TimeUnit unit);

    /** The VM chose this thread as next owner of a monitor. Called on the JDK's unblocker thread. */
    void handover(Thread thread);

    /** The calling thread is about to park while it cannot unmount. */
    void pinned(Thread thread);

    /** Starts a thread on this host. */
    Thread startAs(String name, Runnable body);

    /**
     * Runs the body of a platform thread on a simulated one.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    void startFacade(Thread facade);

    /** The simulated thread that runs a platform thread's body, or null if this host has started none for it. */
    @Nullable
    Thread runner(Thread facade);

    /** The process of the host. */
    HostProcess process();
}
