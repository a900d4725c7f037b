package dev.lockstep.core;

/** Choices drawn from a seed by SplitMix64 (Steele, Lea, Flood 2014). A fork mixes the parent's seed with the name. */
final class SeededChoices implements Choices {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    SeededChoices(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    @Override
    public long bits() {
        state += GOLDEN_GAMMA;
        return Mix.mix64(state);
    }

    @Override
    public Choices fork(String name) {
        return new SeededChoices(Mix.mix64(Mix.fold(Mix.mix64(seed + GOLDEN_GAMMA), Mix.hash(name))));
    }
}
