package dev.lockstep.core;

import java.util.List;

/**
 * A named stream of decisions. Everything random in a run comes from one of these, so that a run is its seed. Drawing from one
 * stream never shifts another. Used by one thread at a time.
 */
public interface Choices {
    /** Sixty-four random bits: the primitive the other draws are made of. */
    long bits();

    /**
     * A uniform draw.
     *
     * @param bound exclusive upper bound, at least 1
     * @return 0 to {@code bound - 1}
     */
    default int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is " + bound + ", expected at least 1");
        }
        return (int) Math.multiplyHigh(bits() >>> 1, (long) bound << 1);
    }

    /**
     * A uniform draw between two values, both included.
     *
     * @param low smallest result
     * @param high largest result, at least {@code low}; {@code high - low} must fit a positive long
     */
    default long between(long low, long high) {
        if (high < low) {
            throw new IllegalArgumentException("range is " + low + " to " + high + ", expected low <= high");
        }
        long span = high - low + 1;
        if (span <= 0) {
            throw new IllegalArgumentException("range " + low + " to " + high + " is too wide");
        }
        return low + Math.unsignedMultiplyHigh(bits(), span);
    }

    /** A uniform draw from [0, 1). */
    default double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** True with the given probability (0 to 1). */
    default boolean chance(double probability) {
        return unit() < probability;
    }

    /** One element of a list that is not empty. */
    default <T> T oneOf(List<T> options) {
        return options.get(below(options.size()));
    }

    /** An independent stream; the same name always gives the same one, however much was drawn before. */
    Choices fork(String name);

    /** The root stream of a seed. */
    static Choices seeded(long seed) {
        return new SeededChoices(seed);
    }

    /** The choices of a source and all its forks, written down as they are made. */
    static Choices recording(Choices source, Recording into) {
        return new RecordedChoices(source, into, "");
    }

    /**
     * The choices of a recording. What it does not hold is drawn from the other source, each stream going on where the recording
     * ends.
     */
    static Choices replaying(Recording from, Choices otherwise) {
        return new ReplayedChoices(from, otherwise, "");
    }
}
