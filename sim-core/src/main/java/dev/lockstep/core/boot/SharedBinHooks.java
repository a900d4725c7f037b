package dev.lockstep.core.boot;

/** How long a thread that finds readers in a tree of a map looks again before it parks. In real time, on any thread. */
public final class SharedBinHooks {
    /** A reader leaves after some hundred nanoseconds, unless it has no processor. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private SharedBinHooks() {}

    /** When to park, by the real clock, ns. */
    public static long end() {
        return System.nanoTime() + PATIENCE_NANOS;
    }

    /** Whether to look again. */
    public static boolean goesOn(long end) {
        Thread.onSpinWait();
        return System.nanoTime() - end < 0;
    }
}
