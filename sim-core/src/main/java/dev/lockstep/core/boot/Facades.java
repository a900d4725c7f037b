package dev.lockstep.core.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads that simulated code starts. The {@code Thread} object stays what its owner sees, a facade; its body runs on
 * a simulated virtual thread, to which start, join, interrupt and isAlive are passed on.
 */
public final class Facades {
    private static final String INNOCUOUS = "jdk.internal.misc.InnocuousThread";

    private Facades() {}

    /**
     * At the start of {@code Thread.start}: true if the body was moved to a simulated thread. Threads of the JDK's own services
     * start as usual: they belong to the JVM, not to a host.
     */
    public static boolean start(Thread facade) {
        if (facade.isVirtual() || facade.getClass().getName().equals(INNOCUOUS)) {
            return false;
        }
        Backend host = host();
        if (host == null) {
            return false;
        }
        host.startFacade(facade);
        return true;
    }

    /** At the start of {@code Thread.interrupt}: true if passed on. */
    public static boolean interrupt(Thread facade) {
        Thread runner = runner(facade);
        if (runner == null) {
            return false;
        }
        runner.interrupt();
        return true;
    }

    /** At the start of {@code Thread.join(long)}: true if the thread was joined. */
    public static boolean join(Thread facade, long millis) throws InterruptedException {
        Thread runner = runner(facade);
        if (runner == null) {
            return false;
        }
        runner.join(millis);
        return true;
    }

    /** At the start of {@code Thread.join(Duration)}: true if the thread has ended by then. */
    public static boolean join(Thread facade, Duration duration) throws InterruptedException {
        Thread runner = runner(facade);
        return runner != null && runner.join(duration);
    }

    /** At the start of {@code Thread.alive}: true if the body still runs. */
    public static boolean alive(Thread facade) {
        Thread runner = runner(facade);
        return runner != null && runner.isAlive();
    }

    private static @Nullable Thread runner(Thread facade) {
        if (facade.isVirtual()) {
            return null;
        }
        Backend host = host();
        return host == null ? null : host.runner(facade);
    }

    private static @Nullable Backend host() {
        Thread caller = Thread.currentThread();
        return caller.isVirtual() ? Hooks.backendOf(caller) : null;
    }
}
