package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;

/**
 * The private parts of {@code java.lang.VirtualThread} (JDK 25) that the engine uses. Every detail is looked up once, by name,
 * so that a JDK that differs is refused with the name of what is missing.
 */
final class VirtualThreads {
    /** VirtualThread.YIELDED: unmounted by Thread.yield, runnable. */
    private static final int YIELDED = 11;
    /** VirtualThread.BLOCKED: unmounted, waiting to enter a monitor. */
    private static final int BLOCKED = 13;
    /** VirtualThread.WAIT: unmounted in Object.wait. */
    private static final int WAIT = 16;
    /** VirtualThread.TIMED_WAIT: unmounted in a timed Object.wait. */
    private static final int TIMED_WAIT = 18;
    /** VirtualThread.TERMINATED. */
    private static final int TERMINATED = 99;

    private static final MethodHandle CREATE;
    private static final MethodHandle UNBLOCK;
    private static final MethodHandle FORGET;
    private static final VarHandle STATE;
    private static final VarHandle ON_WAITING_LIST;
    private static final VarHandle SCHEDULER;
    private static final Class<?> TYPE;

    static {
        String detail = "class java.lang.VirtualThread";
        try {
            TYPE = Class.forName("java.lang.VirtualThread");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(TYPE, MethodHandles.lookup());
            detail = "VirtualThread.state";
            STATE = lookup.findVarHandle(TYPE, "state", int.class).withInvokeBehavior();
            detail = "VirtualThread.onWaitingList";
            ON_WAITING_LIST =
                    lookup.findVarHandle(TYPE, "onWaitingList", boolean.class).withInvokeBehavior();
            detail = "VirtualThread.scheduler";
            SCHEDULER = lookup.findVarHandle(TYPE, "scheduler", Executor.class).withInvokeBehavior();
            detail = "VirtualThread.unblock";
            UNBLOCK = lookup.findVirtual(TYPE, "unblock", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Thread.class));
            detail = "ThreadBuilders.newVirtualThread";
            Class<?> builders = Class.forName("java.lang.ThreadBuilders");
            CREATE = MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                    .findStatic(
                            builders,
                            "newVirtualThread",
                            MethodType.methodType(
                                    Thread.class, Executor.class, String.class, int.class, Runnable.class));
            detail = "ThreadContainer.onExit";
            FORGET = forgetHandle();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks " + detail
                            + ", expected a HotSpot JDK 25 with the agent installed",
                    e);
        }
    }

    private VirtualThreads() {}

    /** The class {@code java.lang.VirtualThread}. */
    static Class<?> type() {
        return TYPE;
    }

    /** Takes the thread out of the container that keeps all started virtual threads reachable. */
    private static MethodHandle forgetHandle() throws ReflectiveOperationException {
        Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
        MethodHandle containerOf = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                .findVirtual(Thread.class, "threadContainer", MethodType.methodType(container));
        MethodHandle onExit = MethodHandles.privateLookupIn(container, MethodHandles.lookup())
                .findVirtual(container, "onExit", MethodType.methodType(void.class, Thread.class));
        return MethodHandles.foldArguments(onExit, containerOf.asType(MethodType.methodType(container, Thread.class)));
    }

    static Thread create(Executor scheduler, String name, Runnable task) {
        try {
            return (Thread) CREATE.invokeExact(scheduler, name, 0, task);
        } catch (Throwable e) {
            throw new SimulationException("cannot create a virtual thread", e);
        }
    }

    static boolean is(Thread thread) {
        return TYPE.isInstance(thread);
    }

    static Executor scheduler(Thread virtual) {
        return (Executor) SCHEDULER.get(virtual);
    }

    static boolean terminated(Thread virtual) {
        return (int) STATE.get(virtual) == TERMINATED;
    }

    /** Whether the thread has just given way by Thread.yield. */
    static boolean yielded(Thread virtual) {
        return (int) STATE.get(virtual) == YIELDED;
    }

    /** Whether only the exit of a monitor or a notify can make the thread runnable again. */
    static boolean awaitsMonitor(Thread virtual) {
        int state = (int) STATE.get(virtual);
        return state == BLOCKED || state == WAIT || state == TIMED_WAIT;
    }

    /** Whether the VM has chosen the thread as next owner of a monitor and the unblocker has not yet said so. */
    static boolean handoverPending(Thread virtual) {
        return (boolean) ON_WAITING_LIST.getVolatile(virtual);
    }

    static void unblock(Thread virtual) {
        try {
            UNBLOCK.invokeExact(virtual);
        } catch (Throwable e) {
            throw new SimulationException("cannot unblock " + virtual.getName(), e);
        }
    }

    static void forget(Thread virtual) {
        try {
            FORGET.invokeExact(virtual);
        } catch (Throwable e) {
            throw new SimulationException("cannot forget " + virtual.getName(), e);
        }
    }
}
