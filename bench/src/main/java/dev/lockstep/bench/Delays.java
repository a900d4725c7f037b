package dev.lockstep.bench;

import dev.lockstep.core.Mix;

/** Pseudo-random delays, the same in every round. */
final class Delays {
    private final long least;
    private final long spread;
    private long state = 1;

    /** From {@code least} to below {@code least + spread}. */
    Delays(long least, long spread) {
        this.least = least;
        this.spread = spread;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        return least + (Mix.mix64(state) >>> 1) % spread;
    }
}
