package dev.lockstep.search.shrink;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.replay.LoadedSeed;
import java.util.function.Consumer;

/**
 * Finds a small plan that breaks the same promise: the same file gives the same result. The seed never changes.
 */
public final class Shrinker {
    /** How often all reductions are tried; a later round rarely finds more. */
    private static final int ROUNDS = 4;

    /**
     * What came out.
     *
     * @param best the run of the smallest plan
     * @param runs how many runs it took
     * @param complete whether the budget sufficed to try every reduction
     */
    public record Result(Outcome best, int runs, boolean complete) {}

    private Shrinker() {}

    /**
     * Shrinks.
     *
     * @param first the run of the file's own plan, which failed
     * @param budget how many further runs there may be, at least 1
     * @param smaller told of each smaller plan that still fails
     */
    public static Result shrink(
            LoadedSeed loaded, Outcome first, Builds builds, int budget, Consumer<Outcome> smaller) {
        Trial trial = new Trial(loaded, builds, budget, first, smaller);
        Plan before;
        int round = 0;
        do {
            before = trial.plan();
            ActionRemoval.apply(trial);
            NumberReduction.apply(trial, loaded.scenario().smallest());
            round++;
        } while (!before.equals(trial.plan()) && round < ROUNDS && !trial.spent());
        Rounding.apply(trial, loaded.scenario().smallest().keySet());
        return new Result(trial.best(), trial.runs(), !trial.spent());
    }
}
