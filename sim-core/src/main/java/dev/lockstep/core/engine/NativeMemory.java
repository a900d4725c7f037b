package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Raw access to a thread's native structure and private fields, through the JDK's internal Unsafe. */
final class NativeMemory {
    private static final MethodHandle GET_LONG;
    private static final MethodHandle GET_INT_AT;
    private static final MethodHandle PUT_INT_AT;
    private static final MethodHandle PUT_INT;
    private static final long EETOP;
    private static final long PROBE;

    static {
        try {
            Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            Object unsafe = lookup.findStatic(type, "getUnsafe", MethodType.methodType(type))
                    .invoke();
            GET_LONG = lookup.findVirtual(type, "getLong", MethodType.methodType(long.class, Object.class, long.class))
                    .bindTo(unsafe);
            GET_INT_AT = lookup.findVirtual(type, "getInt", MethodType.methodType(int.class, long.class))
                    .bindTo(unsafe);
            PUT_INT_AT = lookup.findVirtual(type, "putInt", MethodType.methodType(void.class, long.class, int.class))
                    .bindTo(unsafe);
            PUT_INT = lookup.findVirtual(
                            type, "putInt", MethodType.methodType(void.class, Object.class, long.class, int.class))
                    .bindTo(unsafe);
            MethodHandle offset = lookup.findVirtual(
                            type, "objectFieldOffset", MethodType.methodType(long.class, Class.class, String.class))
                    .bindTo(unsafe);
            EETOP = (long) offset.invoke(Thread.class, "eetop");
            PROBE = (long) offset.invoke(Thread.class, "threadLocalRandomProbe");
        } catch (Throwable e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + ": no access to native threads, expected a HotSpot JDK 25 (" + e + ")",
                    e);
        }
    }

    private NativeMemory() {}

    /** The address of the VM's structure behind a platform thread that runs. */
    static long nativeThread(Thread thread) {
        try {
            return (long) GET_LONG.invokeExact((Object) thread, EETOP);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static int getInt(long address) {
        try {
            return (int) GET_INT_AT.invokeExact(address);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    static void putInt(long address, int value) {
        try {
            PUT_INT_AT.invokeExact(address, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Sets what ThreadLocalRandom.getProbe answers on the thread and on virtual threads it carries for the first time. */
    static void probe(Thread thread, int value) {
        try {
            PUT_INT.invokeExact((Object) thread, PROBE, value);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static SimulationException failed(Throwable cause) {
        return new SimulationException("raw memory access failed", cause);
    }
}
