package dev.lockstep.core.jqwik;

import dev.lockstep.core.SimulationOptions;

/**
 * The seed of a simulation as an argument of a jqwik property: {@code @ForAll Seed seed}. Any of 2^64, all alike; there is nothing
 * to shrink, since a smaller seed is not a simpler run.
 *
 * @param value the seed
 */
public record Seed(long value) {
    /** The default options with this seed. */
    public SimulationOptions options() {
        return SimulationOptions.seed(value);
    }
}
