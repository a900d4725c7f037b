package dev.lockstep.core;

/**
 * How a simulation runs.
 *
 * @param seed decides everything that is random
 * @param epochMillis wall-clock time at virtual time 0, ms since 1970; default 2024-01-01T00:00:00Z
 * @param maxSteps thread steps and engine events before the run is given up, 1 to 2^62; default 200 million
 * @param processors what {@code Runtime.availableProcessors} answers on a host, 1 to 1,024; default 4
 * @param scheduling order of runnable threads; default {@link Scheduling#RANDOM}
 * @param pctDepth ordering constraints that {@link Scheduling#PCT} aims at, 1 to 1,000; default 3
 * @param pctSteps thread steps the run is expected to take, 1 to 2^62, for {@link Scheduling#PCT} only; default 10,000
 * @param maxStepsWithoutTime thread steps and engine events at one virtual time before the run is given up, 1 to 2^62; default
 *     20 million
 * @param stepWallMillis real time one step may take before the watchdog reports it, ms, 0 to 2^31 - 1; 0 is without a watchdog;
 *     default 30,000
 * @param preemptAtLocks whether taking and releasing a lock or semaphore of java.util.concurrent is a scheduling point even if
 *     nobody contends for it; default false
 * @param preemptAtAccesses whether entering and leaving monitors, reading and writing volatile fields, and calling atomics, VarHandles and
 *     concurrent collections are scheduling points in user classes; the first simulation with it has them rewritten; default false
 */
public record SimulationOptions(
        long seed,
        long epochMillis,
        long maxSteps,
        int processors,
        Scheduling scheduling,
        int pctDepth,
        long pctSteps,
        long maxStepsWithoutTime,
        int stepWallMillis,
        boolean preemptAtLocks,
        boolean preemptAtAccesses) {
    private static final long MOST_STEPS = 1L << 62;

    /** The order in which runnable threads are resumed. */
    public enum Scheduling {
        /** In the order they became runnable. */
        FIFO,
        /** A uniform draw from the stream {@code schedule}. */
        RANDOM,
        /** Random priorities that change at a few random steps (Burckhardt et al. 2010), from the stream {@code schedule}. */
        PCT
    }

    /** Checks the bounds. */
    public SimulationOptions {
        check("maxSteps", maxSteps, 1, MOST_STEPS);
        check("processors", processors, 1, 1_024);
        check("pctDepth", pctDepth, 1, 1_000);
        check("pctSteps", pctSteps, 1, MOST_STEPS);
        check("maxStepsWithoutTime", maxStepsWithoutTime, 1, MOST_STEPS);
        check("stepWallMillis", stepWallMillis, 0, Integer.MAX_VALUE);
    }

    /** The defaults in everything but these. */
    public SimulationOptions(long seed, long epochMillis, long maxSteps, int processors, Scheduling scheduling) {
        this(seed, epochMillis, maxSteps, processors, scheduling, 3, 10_000L, 20_000_000L, 30_000, false, false);
    }

    /** The defaults with a seed. */
    public static SimulationOptions seed(long seed) {
        return new SimulationOptions(seed, 1_704_067_200_000L, 200_000_000L, 4, Scheduling.RANDOM);
    }

    /** The same with another order of runnable threads. */
    public SimulationOptions with(Scheduling order) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                order,
                pctDepth,
                pctSteps,
                maxStepsWithoutTime,
                stepWallMillis,
                preemptAtLocks,
                preemptAtAccesses);
    }

    /** The same with {@link Scheduling#PCT} for bugs of this depth in runs of about this many thread steps. */
    public SimulationOptions withPct(int depth, long expectedSteps) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                Scheduling.PCT,
                depth,
                expectedSteps,
                maxStepsWithoutTime,
                stepWallMillis,
                preemptAtLocks,
                preemptAtAccesses);
    }

    /** The same with another step budget. */
    public SimulationOptions withMaxSteps(long steps) {
        return new SimulationOptions(
                seed,
                epochMillis,
                steps,
                processors,
                scheduling,
                pctDepth,
                pctSteps,
                maxStepsWithoutTime,
                stepWallMillis,
                preemptAtLocks,
                preemptAtAccesses);
    }

    /** The same with another budget of steps at one virtual time. */
    public SimulationOptions withMaxStepsWithoutTime(long steps) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                scheduling,
                pctDepth,
                pctSteps,
                steps,
                stepWallMillis,
                preemptAtLocks,
                preemptAtAccesses);
    }

    /** The same with another limit on the real time of one step (ms; 0: none). */
    public SimulationOptions withStepWallMillis(int millis) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                scheduling,
                pctDepth,
                pctSteps,
                maxStepsWithoutTime,
                millis,
                preemptAtLocks,
                preemptAtAccesses);
    }

    /** The same with scheduling points at lock operations, or without. */
    public SimulationOptions withPreemptAtLocks(boolean preempt) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                scheduling,
                pctDepth,
                pctSteps,
                maxStepsWithoutTime,
                stepWallMillis,
                preempt,
                preemptAtAccesses);
    }

    /** The same with scheduling points at monitors, volatile fields, atomics and concurrent collections, or without. */
    public SimulationOptions withPreemptAtAccesses(boolean preempt) {
        return new SimulationOptions(
                seed,
                epochMillis,
                maxSteps,
                processors,
                scheduling,
                pctDepth,
                pctSteps,
                maxStepsWithoutTime,
                stepWallMillis,
                preemptAtLocks,
                preempt);
    }

    private static void check(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + low + " to " + high);
        }
    }
}
