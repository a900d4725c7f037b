package dev.lockstep.core.engine;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Who deals with exceptions that end threads of a host: the thread's own handler, its group, the host's default, or a report. */
final class UncaughtExceptions {
    private final HostScheduler scheduler;

    /** Takes the place of the JVM's default handler, or null. */
    @Nullable
    UncaughtExceptionHandler handler;

    UncaughtExceptions(HostScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A virtual thread ends by an exception; false leaves it to the thread's own handler. */
    boolean onVirtual(Thread thread, Throwable error) {
        UncaughtExceptionHandler own = thread.getUncaughtExceptionHandler();
        if (own != null && !(own instanceof ThreadGroup)) {
            return false;
        }
        UncaughtExceptionHandler common = handler;
        if (common == null) {
            scheduler.report("uncaught " + error, thread.getName(), error);
        } else {
            common.uncaughtException(thread, error);
        }
        return true;
    }

    /** The body of a platform thread ends by an exception. */
    void onFacade(Thread facade, Throwable error) {
        UncaughtExceptionHandler own = facade.getUncaughtExceptionHandler();
        if (own instanceof ThreadGroup group && plain(group) && handler == null) {
            scheduler.report("uncaught " + error, facade.getName(), error);
        } else {
            own.uncaughtException(facade, error);
        }
    }

    /** Whether a group and those above leave uncaught exceptions to the default handler. */
    private static boolean plain(ThreadGroup group) {
        for (ThreadGroup g = group; g != null; g = g.getParent()) {
            if (g.getClass() != ThreadGroup.class) {
                return false;
            }
        }
        return true;
    }
}
