package dev.lockstep.core.engine;

import dev.lockstep.core.Mix;
import dev.lockstep.core.SimulationException;

/**
 * State of the carrier thread that leaks into what simulated code sees: HotSpot's generator of identity hashes (Marsaglia's
 * xorshift, kept in the native thread) and the probe of {@code ThreadLocalRandom}. Both are set anew before every step from
 * (seed, step), so that a class initialised in one run and not in another changes nothing beyond its own step.
 */
final class CarrierState {
    /** The constants HotSpot starts with; X lies between W and Y. */
    private static final int W = 273_326_509;

    private static final int Y = 842_502_087;
    private static final int Z = 0x8767;

    private static final int HASH_BITS = 0x7FFF_FFFF;
    private static final int SCAN_BYTES = 4_096;
    private static final int ATTEMPTS = 100;

    /** More than {@code java.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD}, which is 127. */
    private static final int WARM_UP_CALLS = 500;

    private static volatile boolean warm;

    /** Offset of W, X, Y, Z in this order in the native thread. */
    private static final long GENERATOR = findGenerator();

    private final long seed;
    private final Thread carrier;
    private final long generator;

    /** For the calling thread, which is to be the carrier. */
    CarrierState(long seed) {
        this.seed = seed;
        this.carrier = Thread.currentThread();
        this.generator = NativeMemory.nativeThread(carrier) + GENERATOR;
    }

    /** Touches the class, so that a JDK that differs is refused before a simulation starts. */
    static void check() {
        if (GENERATOR < 0) {
            throw new SimulationException("identity hash generator not found");
        }
        if (!warm) {
            warm = true;
            warmUp();
        }
    }

    /** Method handles are specialised after some calls, which draws hashes: that must not happen while a step is pinned. */
    private static void warmUp() {
        CarrierState state = new CarrierState(0);
        long[] saved = new long[2];
        save(state.carrier, saved, 0);
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            state.pin(i);
            restore(state.carrier, saved, 0);
            save(state.carrier, saved, 0);
        }
    }

    /** Pins hashes and probe for one step. */
    void pin(long step) {
        long mixed = Mix.mix64(seed + step * 0x9E3779B97F4A7C15L);
        NativeMemory.putInt(generator, W);
        NativeMemory.putInt(generator + 4, (int) (mixed >>> 32) | 1);
        NativeMemory.putInt(generator + 8, Y);
        NativeMemory.putInt(generator + 12, Z ^ (int) mixed);
        NativeMemory.probe(carrier, (int) mixed | 1);
    }

    /** The four words of the generator of a carrier, as two numbers put into an array. */
    static void save(Thread carrier, long[] to, int from) {
        long address = NativeMemory.nativeThread(carrier) + GENERATOR;
        for (int i = 0; i < 2; i++) {
            long low = NativeMemory.getInt(address + 8L * i) & 0xFFFF_FFFFL;
            to[from + i] = low | (long) NativeMemory.getInt(address + 8L * i + 4) << 32;
        }
    }

    /** Puts them back. */
    static void restore(Thread carrier, long[] saved, int from) {
        long address = NativeMemory.nativeThread(carrier) + GENERATOR;
        for (int i = 0; i < 2; i++) {
            NativeMemory.putInt(address + 8L * i, (int) saved[from + i]);
            NativeMemory.putInt(address + 8L * i + 4, (int) (saved[from + i] >>> 32));
        }
    }

    /** Looks for the word that holds the last hash drawn, and moves to Z when the next is drawn. */
    private static long findGenerator() {
        long base = NativeMemory.nativeThread(Thread.currentThread());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int drawn = System.identityHashCode(new Object());
            for (long offset = 0; offset < SCAN_BYTES; offset += 4) {
                int w = NativeMemory.getInt(base + offset);
                if ((w & HASH_BITS) == drawn && confirms(base + offset, w)) {
                    return offset;
                }
            }
        }
        throw new SimulationException("JDK " + Runtime.version() + ": identity hash generator not found in the first "
                + SCAN_BYTES + " bytes of the native thread, expected a HotSpot JDK 25 without -XX:hashCode");
    }

    private static boolean confirms(long address, int w) {
        int next = System.identityHashCode(new Object());
        return (NativeMemory.getInt(address) & HASH_BITS) == next && NativeMemory.getInt(address + 12) == w;
    }
}
