package dev.lockstep.search.shrink;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.SeedRunner;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.seed.SeedFile;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The smallest plan so far that breaks the promise, and how many runs may still be spent on smaller ones. */
final class Trial {
    private final LoadedSeed loaded;
    private final Builds builds;
    private final int budget;
    private final Consumer<Outcome> smaller;
    private final Set<Plan> tried = new HashSet<>();
    private Outcome best;
    private int runs;

    Trial(LoadedSeed loaded, Builds builds, int budget, Outcome first, Consumer<Outcome> smaller) {
        this.loaded = loaded;
        this.builds = builds;
        this.budget = budget;
        this.smaller = smaller;
        this.best = first;
        tried.add(first.plan());
    }

    /** Runs a plan unless it was run before or the budget is spent; true if it breaks the same promise and is now the best. */
    boolean accepts(Plan plan) {
        if (spent() || !tried.add(plan) || !legal(plan)) {
            return false;
        }
        runs++;
        SeedFile seed = loaded.seed();
        Outcome outcome =
                SeedRunner.run(loaded.scenario(), seed.seed(), seed.root(), plan, builds.of(loaded.recipe()), null);
        if (!outcome.property().equals(best.property())) {
            return false;
        }
        best = outcome;
        smaller.accept(outcome);
        return true;
    }

    private boolean legal(Plan plan) {
        try {
            loaded.scenario().check(plan);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Plan plan() {
        return best.plan();
    }

    Outcome best() {
        return best;
    }

    int runs() {
        return runs;
    }

    boolean spent() {
        return runs >= budget;
    }
}
