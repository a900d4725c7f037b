package dev.lockstep.search.replay;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.SeedRunner;
import dev.lockstep.search.seed.SeedFile;
import org.jspecify.annotations.Nullable;

/**
 * A seed file run again.
 *
 * @param loaded the seed file
 * @param outcome how the run ended
 * @param classification how that compares with what the file promises
 */
public record Replay(LoadedSeed loaded, Outcome outcome, Classification classification) {
    /** Runs a seed file on the calling thread. */
    public static Replay run(LoadedSeed loaded, Builds builds, SeedRunner.@Nullable Listener listener) {
        SeedFile seed = loaded.seed();
        Outcome outcome = SeedRunner.run(
                loaded.scenario(), seed.seed(), seed.root(), seed.plan(), builds.of(loaded.recipe()), listener);
        return new Replay(loaded, outcome, Classification.of(seed, outcome, loaded.own()));
    }

    /**
     * Where the run left the recorded path: the events among which the first that differs is; null if it did not, if the file does not
     * know the path, or if the run was on another build.
     */
    public Checkpoints.@Nullable Range left() {
        SeedFile seed = loaded.seed();
        boolean other = loaded.own()
                && !seed.checkpoints().hashes().isEmpty()
                && !seed.traceHash().equals(outcome.traceHash());
        return other ? seed.checkpoints().differsFrom(outcome.checkpoints()) : null;
    }
}
