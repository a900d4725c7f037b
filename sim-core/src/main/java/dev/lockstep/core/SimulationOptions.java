package dev.lockstep.core;

/**
 * How a simulation runs.
 *
 * @param seed decides everything that is random
 * @param epochMillis wall-clock time at virtual time 0, ms since 1970; default 2024-01-01T00:00:00Z
 * @param maxSteps thread steps and engine events before the run is given up, 1 to 2^62; default 200 million
 * @param processors what {@code Runtime.availableProcessors} answers on a host, 1 to 1,024; default 4
 * @param scheduling order of runnable threads; default {@link Scheduling#RANDOM}
 */
public record SimulationOptions(long seed, long epochMillis, long maxSteps, int processors, Scheduling scheduling) {
    /** The order in which runnable threads are resumed. */
    public enum Scheduling {
        /** In the order they became runnable. */
        FIFO,
        /** A uniform draw from the stream {@code schedule}. */
        RANDOM
    }

    /** Checks the bounds. */
    public SimulationOptions {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps is " + maxSteps + ", expected at least 1");
        }
        if (processors < 1 || processors > 1_024) {
            throw new IllegalArgumentException("processors is " + processors + ", expected 1 to 1024");
        }
    }

    /** The defaults with a seed. */
    public static SimulationOptions seed(long seed) {
        return new SimulationOptions(seed, 1_704_067_200_000L, 200_000_000L, 4, Scheduling.RANDOM);
    }

    /** The same with another order of runnable threads. */
    public SimulationOptions with(Scheduling order) {
        return new SimulationOptions(seed, epochMillis, maxSteps, processors, order);
    }

    /** The same with another step budget. */
    public SimulationOptions withMaxSteps(long steps) {
        return new SimulationOptions(seed, epochMillis, steps, processors, scheduling);
    }
}
