package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The body of a platform thread on a simulated virtual one, its runner. Either thread leads to the other by one field read: the
 * runner has this object as its handler of uncaught exceptions; the facade, which never runs itself, refers to the runner where a
 * running thread keeps its scoped values.
 */
final class MovedThread implements UncaughtExceptionHandler, Runnable {
    private static final VarHandle HANDLER;
    private static final VarHandle RUNNER;
    private static final VarHandle LOCALS;
    private static final VarHandle INHERITABLE;
    private static final VarHandle INTERRUPTED;

    /** Stands for the runner of a facade whose body has ended: a thread that has ended. */
    private static final Thread ENDED;

    static {
        String detail = "Thread.uncaughtExceptionHandler";
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            HANDLER = lookup.findVarHandle(Thread.class, "uncaughtExceptionHandler", UncaughtExceptionHandler.class);
            detail = "Thread.scopedValueBindings";
            RUNNER = lookup.findVarHandle(Thread.class, "scopedValueBindings", Object.class);
            detail = "Thread.interrupted";
            INTERRUPTED = lookup.findVarHandle(Thread.class, "interrupted", boolean.class);
            detail = "ThreadLocal.ThreadLocalMap";
            Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
            LOCALS = lookup.findVarHandle(Thread.class, "threadLocals", map).withInvokeBehavior();
            INHERITABLE = lookup.findVarHandle(Thread.class, "inheritableThreadLocals", map)
                    .withInvokeBehavior();
        } catch (ReflectiveOperationException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks " + detail + ", expected a HotSpot JDK 25", e);
        }
        ENDED = VirtualThreads.create(Runnable::run, "ended", () -> {});
        ENDED.start();
    }

    private final HostScheduler host;
    private final Thread facade;

    private MovedThread(HostScheduler host, Thread facade) {
        this.host = host;
        this.facade = facade;
    }

    /** Starts the body of a facade on a host. */
    static void start(HostScheduler host, Thread facade) {
        MovedThread body = new MovedThread(host, facade);
        Thread runner = host.unstarted(facade.getName(), body);
        HANDLER.setVolatile(runner, body);
        INHERITABLE.set(runner, INHERITABLE.get(facade));
        runner.setContextClassLoader(facade.getContextClassLoader());
        if ((boolean) INTERRUPTED.getAndSet(facade, false)) {
            runner.interrupt();
        }
        RUNNER.setVolatile(facade, runner);
        runner.start();
    }

    /** Touches the class: what its initialiser does must not be part of a simulation. */
    static void check() {
        if (ENDED.isAlive()) {
            throw new SimulationException("the thread " + ENDED.getName() + " runs, expected it to have ended");
        }
    }

    /** The facade of a runner; any other virtual thread as it is. */
    static Thread facade(Thread virtual) {
        return HANDLER.get(virtual) instanceof MovedThread body ? body.facade : virtual;
    }

    /** The runner of a facade, or {@link #ENDED}; null for a thread that was never moved. */
    static @Nullable Thread runner(Thread facade) {
        return RUNNER.getVolatile(facade) instanceof Thread runner ? runner : null;
    }

    static boolean isRunner(Thread virtual) {
        return HANDLER.get(virtual) instanceof MovedThread;
    }

    static void resetThreadLocals(Thread thread) {
        LOCALS.set(thread, null);
        INHERITABLE.set(thread, null);
    }

    @Override
    public void run() {
        try {
            ((Runnable) facade).run(); // the body itself, on this thread
        } catch (Throwable e) {
            dispatch(e);
        } finally {
            end();
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // as the VM does
    private void dispatch(Throwable error) {
        try {
            host.uncaught().onFacade(facade, error);
        } catch (Throwable ignored) {
            host.report("uncaught exception handler failed: " + ignored, facade.getName(), ignored);
        }
    }

    /** Lets those go on who wait for the end on the thread object itself, as the VM does. */
    private void end() {
        INTERRUPTED.setVolatile(facade, Thread.currentThread().isInterrupted());
        RUNNER.setVolatile(facade, ENDED);
        synchronized (facade) {
            facade.notifyAll();
        }
    }

    /** Reached only if {@link #run} itself fails. */
    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        host.report("uncaught " + error, thread.getName(), error);
    }
}
