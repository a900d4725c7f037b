package dev.lockstep.core.boot;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

/** State the JDK shares among all threads of the JVM, answered per host on simulated threads. */
public final class Pools {
    private Pools() {}

    /** For the common pool: each host has its own, with workers on the host. */
    public static ForkJoinPool common(ForkJoinPool real) {
        Backend host = Hooks.current();
        return host == null ? real : host.commonPool();
    }

    /** For the default pool of asynchronous stages that a class of the JDK has kept: whoever asks gets his own. */
    public static Executor asyncPool(Executor kept) {
        return new CompletableFuture<Void>().defaultExecutor();
    }

    /** For numbers of threads and pools counted JVM-wide: each host counts for itself, from the same start. */
    public static int number(int real, String counter, int first) {
        Backend host = Hooks.current();
        return host == null ? real : first + host.nextNumber(counter);
    }

    /** The same for a counter of 64 bits. */
    public static long number(long real, String counter, int first) {
        Backend host = Hooks.current();
        return host == null ? real : first + host.nextNumber(counter);
    }

    /** For a number of processors that a class of the JDK has kept. */
    public static int processors(int real) {
        Backend host = Hooks.current();
        return host == null ? real : host.availableProcessors();
    }

    /** The same for whether there is only one. */
    public static boolean uniprocessor(boolean real) {
        Backend host = Hooks.current();
        return host == null ? real : host.availableProcessors() == 1;
    }

    /** For {@code AbstractTask.LEAF_TARGET}, four times the parallelism of the common pool. */
    public static int leafTarget(int real) {
        Backend host = Hooks.current();
        return host == null ? real : Math.max(1, host.availableProcessors() - 1) << 2;
    }

    /** For the generator {@code Collections.shuffle} keeps. */
    public static Random shuffler(Random real) {
        Backend host = Hooks.current();
        return host == null ? real : new Random(host.randomBits());
    }

    /** For {@code Unsafe.park} in java.util.concurrent, which would park the carrier. */
    public static void park(Object unsafe, boolean absolute, long time) {
        if (absolute) {
            LockSupport.parkUntil(time);
        } else if (time == 0) {
            LockSupport.park();
        } else {
            LockSupport.parkNanos(time);
        }
    }

    /** For {@code Unsafe.unpark} in java.util.concurrent. */
    public static void unpark(Object unsafe, Object thread) {
        LockSupport.unpark((Thread) thread);
    }
}
