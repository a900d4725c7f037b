package dev.lockstep.core.boot;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ForkJoinPool;
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

    /**
     * Runs the body of a platform thread on a simulated one.
     *
     * @throws IllegalThreadStateException if it was started before
     */
    void startFacade(Thread facade);

    /** The facades whose bodies run on this host, in the order they were started. */
    Thread[] platformThreads();

    /** A thread of this host ends by an exception; false leaves it to the thread's own handler. */
    boolean uncaught(Thread thread, Throwable error);

    /** Sets what deals with exceptions no thread of this host deals with. */
    void defaultHandler(@Nullable UncaughtExceptionHandler handler);

    /** What was set. */
    @Nullable
    UncaughtExceptionHandler defaultHandler();

    /** The process of the host. */
    HostProcess process();

    /** The common pool of this host. */
    ForkJoinPool commonPool();

    /** The next number, from 0, of a counter that the JDK keeps for the whole JVM. */
    int nextNumber(String counter);

    /** The process id of this host. */
    long pid();

    /** Whether another host belongs to the same simulation. */
    boolean sameRun(Backend other);

    /** Reports that the calling thread leaves the simulation. */
    void escaped(String what);

    /** The state of what the calling step draws from; see {@link #reset}. */
    Object mark();

    /** Makes the calling step go on drawing as if it had drawn nothing since the mark. */
    void reset(Object mark);
}
