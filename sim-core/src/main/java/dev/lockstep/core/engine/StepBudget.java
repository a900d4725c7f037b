package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.SimulationOptions;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts the steps of a loop and ends a run that takes too many. Written by the carrier alone; any thread may read the count. */
final class StepBudget {
    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(StepBudget.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long seed;
    private final long maxSteps;
    private final long maxStepsWithoutTime;
    private long lastTime;
    private long stepsBeforeTime;

    /** Written through STEPS, so that others can read it. */
    private long steps;

    /** The budgets of a simulation. */
    StepBudget(SimulationOptions options) {
        this.seed = options.seed();
        this.maxSteps = options.maxSteps();
        this.maxStepsWithoutTime = options.maxStepsWithoutTime();
    }

    /**
     * Counts a step that is about to begin at a virtual time, ns.
     *
     * @return its number, from 1
     * @throws SimulationException if it is one too many
     */
    long begin(long now) {
        long step = steps + 1;
        STEPS.setRelease(this, step);
        if (now != lastTime) {
            lastTime = now;
            stepsBeforeTime = step;
        }
        if (step > maxSteps || step - stepsBeforeTime >= maxStepsWithoutTime) {
            throw usedUp(now, step);
        }
        return step;
    }

    private SimulationException usedUp(long now, long step) {
        return new SimulationException(
                step > maxSteps
                        ? "seed " + seed + " used up its budget of " + maxSteps + " steps at " + now + " ns"
                        : "seed " + seed + " took " + maxStepsWithoutTime + " steps at " + now
                                + " ns and virtual time does not move on, expected threads that wait to park or sleep");
    }

    /**
     * The step under way; called on the carrier. What links call sites asks for it, so it must not link one: a plain read, no handle.
     */
    long step() {
        return steps;
    }

    /** Steps begun so far; any thread may ask. */
    long steps() {
        return (long) STEPS.getAcquire(this);
    }
}
