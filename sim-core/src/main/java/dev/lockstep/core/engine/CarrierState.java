package dev.lockstep.core.engine;

import dev.lockstep.core.Mix;
import dev.lockstep.core.SimulationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * State of the carrier thread that leaks into what simulated code sees: HotSpot's generator of identity hashes (Marsaglia's
 * xorshift, kept in the native thread) and the probe of {@code ThreadLocalRandom}. Both are set anew before every step from
 * (seed, step), so that a class initialised in one run and not in another changes nothing beyond its own step.
 */
final class CarrierState {
    /** The constants HotSpot gives every new thread: X, Z and W of the generator. */
    private static final int X = 273_326_509;

    private static final int Z = 842_502_087;
    private static final int W = 0x8767;
    private static final int SCAN_BYTES = 4_096;

    private static final MethodHandle GET_LONG;
    private static final MethodHandle GET_INT_AT;
    private static final MethodHandle PUT_INT_AT;
    private static final MethodHandle PUT_INT;
    private static final long EETOP;
    private static final long PROBE;
    /** Offset of W, X, Y, Z (in this order of memory) in the native thread. */
    private static final long GENERATOR;

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
            GENERATOR = findGenerator();
        } catch (Throwable e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + ": cannot pin identity hashes, expected a HotSpot JDK 25 ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private final long seed;
    private final Thread carrier;
    private final long generator;

    /** For the calling thread, which is to be the carrier. */
    CarrierState(long seed) {
        this.seed = seed;
        this.carrier = Thread.currentThread();
        this.generator = nativeThread(carrier) + GENERATOR;
    }

    /** Touches the class, so that a JDK that differs is refused before a simulation starts. */
    static void check() {
        if (GENERATOR < 0) {
            throw new SimulationException("identity hash generator not found");
        }
    }

    /** Pins hashes and probe for one step. */
    void pin(long step) {
        long mixed = Mix.mix64(seed + step * 0x9E3779B97F4A7C15L);
        try {
            PUT_INT_AT.invokeExact(generator, X);
            PUT_INT_AT.invokeExact(generator + 4, (int) (mixed >>> 32) | 1);
            PUT_INT_AT.invokeExact(generator + 8, Z);
            PUT_INT_AT.invokeExact(generator + 12, W ^ (int) mixed);
            PUT_INT.invokeExact((Object) carrier, PROBE, (int) mixed | 1);
        } catch (Throwable e) {
            throw new SimulationException("cannot pin identity hashes", e);
        }
    }

    private static long nativeThread(Thread thread) {
        try {
            return (long) GET_LONG.invokeExact((Object) thread, EETOP);
        } catch (Throwable e) {
            throw new SimulationException("cannot read the native thread", e);
        }
    }

    /** Looks for the initial constants in a thread that has drawn no hash yet. */
    private static long findGenerator() throws InterruptedException {
        long[] found = {-1};
        Thread probe = new Thread(() -> found[0] = scan(nativeThread(Thread.currentThread())), "lockstep-hash-probe");
        probe.start();
        probe.join();
        if (found[0] < 0) {
            throw new SimulationException("generator constants not found in the first 4096 bytes of the native thread");
        }
        return found[0];
    }

    private static long scan(long base) {
        try {
            for (long offset = 0; offset < SCAN_BYTES; offset += 4) {
                if ((int) GET_INT_AT.invokeExact(base + offset) == X
                        && (int) GET_INT_AT.invokeExact(base + offset + 8) == Z
                        && (int) GET_INT_AT.invokeExact(base + offset + 12) == W) {
                    return offset;
                }
            }
            return -1;
        } catch (Throwable e) {
            throw new SimulationException("cannot read the native thread", e);
        }
    }
}
