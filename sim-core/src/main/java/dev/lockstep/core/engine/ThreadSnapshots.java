package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own snapshot of a thread (JDK 25, behind {@code Thread.dump_to_file}): state, stack, what it waits for and which
 * monitors it owns. Unlike {@code Thread.getStackTrace} it never suspends and submits the thread again. Callable on any platform
 * thread.
 */
final class ThreadSnapshots {
    /** What one thread was doing. */
    record Snapshot(
            Thread.State state,
            List<StackTraceElement> stack,
            @Nullable Object waitsFor,
            List<Object> owned) {}

    private static final MethodHandle OF;
    private static final MethodHandle STATE;
    private static final MethodHandle STACK;
    private static final MethodHandle PARK_BLOCKER;
    private static final MethodHandle BLOCKED_ON;
    private static final MethodHandle WAITING_ON;
    private static final MethodHandle OWNED_AT;

    static {
        try {
            Class<?> type = Class.forName("jdk.internal.vm.ThreadSnapshot");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            OF = lookup.findStatic(type, "of", MethodType.methodType(type, Thread.class));
            STATE = lookup.findVirtual(type, "threadState", MethodType.methodType(Thread.State.class));
            STACK = lookup.findVirtual(type, "stackTrace", MethodType.methodType(StackTraceElement[].class));
            PARK_BLOCKER = lookup.findVirtual(type, "parkBlocker", MethodType.methodType(Object.class));
            BLOCKED_ON = lookup.findVirtual(type, "blockedOn", MethodType.methodType(Object.class));
            WAITING_ON = lookup.findVirtual(type, "waitingOn", MethodType.methodType(Object.class));
            OWNED_AT = lookup.findVirtual(type, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks jdk.internal.vm.ThreadSnapshot, expected a HotSpot JDK 25", e);
        }
    }

    private ThreadSnapshots() {}

    /** A snapshot of a thread, or null if it has ended. */
    static @Nullable Snapshot of(Thread thread) {
        try {
            Object snapshot = OF.invoke(thread);
            if (snapshot == null) {
                return null;
            }
            Thread.State state = (Thread.State) STATE.invoke(snapshot);
            List<StackTraceElement> stack = List.of((StackTraceElement[]) STACK.invoke(snapshot));
            return new Snapshot(state, stack, waitsFor(snapshot, state), owned(snapshot, stack.size()));
        } catch (Throwable e) {
            throw new SimulationException("cannot take a snapshot of thread " + thread.getName(), e);
        }
    }

    private static @Nullable Object waitsFor(Object snapshot, Thread.State state) throws Throwable {
        Object parked = PARK_BLOCKER.invoke(snapshot);
        return switch (state) {
            case BLOCKED -> BLOCKED_ON.invoke(snapshot);
            case WAITING, TIMED_WAITING -> parked == null ? WAITING_ON.invoke(snapshot) : parked;
            default -> parked;
        };
    }

    private static List<Object> owned(Object snapshot, int depth) throws Throwable {
        List<Object> owned = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            Stream<?> locks = (Stream<?>) OWNED_AT.invoke(snapshot, i);
            locks.filter(Objects::nonNull).forEach(owned::add);
        }
        return owned;
    }
}
