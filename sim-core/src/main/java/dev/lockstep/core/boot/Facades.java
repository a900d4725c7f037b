package dev.lockstep.core.boot;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that simulated code starts. The {@code Thread} object stays what its owner sees, a facade, also as
 * {@code Thread.currentThread()} within its body; the body runs on a simulated virtual thread, the runner, to which start, join,
 * interrupt, unpark and the like are passed on.
 */
public final class Facades {
    private static final String INNOCUOUS = "jdk.internal.misc.InnocuousThread";
    private static final String CARRIER = "jdk.internal.misc.CarrierThread";

    private Facades() {}

    /** For {@code Thread.currentThread()}: the facade if the caller is a runner. */
    public static Thread currentThread() {
        return of(Thread.currentThread());
    }

    /** The facade behind a runner; any other thread, and null, is returned as it is. */
    public static Thread of(Thread thread) {
        if (thread == null || !thread.isVirtual()) {
            return thread;
        }
        Hooks.Finder finder = Hooks.finder();
        return finder == null ? thread : finder.facade(thread);
    }

    /** The thread that parks, and holds thread-local state, for the given one: the runner of a facade. */
    public static Thread real(Thread thread) {
        Thread runner = thread == null ? null : runner(thread);
        return runner == null ? thread : runner;
    }

    /** At the start of {@code LockSupport.unpark}: the thread to unpark. */
    public static Thread woken(Thread thread) {
        if (thread == null || thread.isVirtual()) {
            return thread;
        }
        Thread runner = runner(thread);
        if (runner != null) {
            return runner;
        }
        Escapes.wakes(thread);
        return thread;
    }

    /** The runner of a facade, or a thread that has ended if its body has; null for a thread that was never moved. */
    public static @Nullable Thread runner(Thread facade) {
        if (facade.isVirtual()) {
            return null;
        }
        Hooks.Finder finder = Hooks.finder();
        return finder == null ? null : finder.runner(facade);
    }

    /** The same while the body runs, afterwards null: the facade's own fields then tell. */
    public static @Nullable Thread running(Thread facade) {
        Thread runner = runner(facade);
        return runner != null && runner.isAlive() ? runner : null;
    }

    /**
     * At the start of {@code Thread.start}: true if the body was moved to a simulated thread. Threads of the JDK's own services
     * start as usual: they belong to the JVM, not to a host.
     *
     * @throws IllegalThreadStateException if it was moved before
     */
    public static boolean start(Thread facade) {
        if (runner(facade) != null) {
            throw new IllegalThreadStateException();
        }
        Backend host = Hooks.current();
        if (host == null || facade.isVirtual()) {
            return false;
        }
        String type = facade.getClass().getName();
        if (type.equals(CARRIER)) {
            return false; // of ordinary virtual threads: starting one of those has been reported
        }
        if (type.equals(INNOCUOUS)) {
            Escapes.realThread(host, facade);
            return false;
        }
        host.startFacade(facade);
        return true;
    }

    /** The message of the exception that ends a sleep: platform threads have one. */
    public static @Nullable String sleepInterrupted() {
        return currentThread().isVirtual() ? null : "sleep interrupted";
    }

    /** At the start of {@code Thread.join(Duration)}: what it returns, or null to go on as usual. */
    public static @Nullable Boolean join(Thread facade, Duration duration) throws InterruptedException {
        Thread runner = runner(facade);
        return runner == null ? null : runner.join(duration);
    }

    /** At the start of {@code Thread.getStackTrace}: the stack of the body, or null to go on as usual. */
    public static StackTraceElement @Nullable [] stackTrace(Thread facade) {
        Thread runner = runner(facade);
        if (runner == null) {
            return null;
        }
        StackTraceElement[] stack = runner.getStackTrace();
        // Of one's own stack, leave out this method and the runner's getStackTrace.
        return runner == Thread.currentThread() ? Arrays.copyOfRange(stack, 2, stack.length) : stack;
    }

    /** At the start of {@code Thread.setContextClassLoader}: JDK code that is not redirected asks the runner. */
    public static void contextClassLoader(Thread facade, ClassLoader loader) {
        Thread runner = running(facade);
        if (runner != null) {
            runner.setContextClassLoader(loader);
        }
    }

    /** At the start of {@code ForkJoinWorkerThread.resetThreadLocals}: those of the runner. */
    public static void resetThreadLocals(Thread facade) {
        Hooks.Finder finder = Hooks.finder();
        Thread runner = running(facade);
        if (finder != null && runner != null) {
            finder.resetThreadLocals(runner);
        }
    }

    /** At the start of {@code Thread.getAllThreads}: the host's platform threads that run, or null to go on as usual. */
    public static Thread @Nullable [] all() {
        Backend host = Hooks.current();
        return host == null ? null : host.platformThreads();
    }

    /** At the start of {@code Thread.dispatchUncaughtException}: true if the host has dealt with it. */
    public static boolean uncaught(Thread thread, Throwable error) {
        Backend host = thread.isVirtual() ? Hooks.backendOf(thread) : null;
        return host != null && host.uncaught(thread, error);
    }

    /** At the start of {@code Thread.setDefaultUncaughtExceptionHandler}: true if it was set for the host alone. */
    public static boolean setDefaultHandler(@Nullable UncaughtExceptionHandler handler) {
        Backend host = Hooks.current();
        if (host == null) {
            return false;
        }
        host.defaultHandler(handler);
        return true;
    }

    /** Whether {@link #defaultHandler} answers in place of the JVM. */
    public static boolean hasDefaultHandler() {
        return Hooks.current() != null;
    }

    /** For {@code Thread.getDefaultUncaughtExceptionHandler} on a simulated thread. */
    public static @Nullable UncaughtExceptionHandler defaultHandler() {
        Backend host = Hooks.current();
        return host == null ? null : host.defaultHandler();
    }
}
