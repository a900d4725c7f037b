package dev.lockstep.search.replay;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.CodeVersion;
import dev.lockstep.search.seed.SeedFile;
import java.util.Locale;

/** How a replay compares with what its seed file promises. */
public enum Classification {
    /** The promised failure, on the recorded path as far as one is recorded. */
    STILL_FAILS(true),
    /** The promised pass, on the recorded path as far as one is recorded. */
    STILL_PASSES(true),
    /** As promised, on another path, and the code has changed since the path was recorded. */
    MOVED(true),
    /** As promised, on another path although the code is the same: something is not deterministic. */
    DIVERGED(false),
    /** A failure was promised and the run passed. */
    FIXED(false),
    /** A pass was promised and the run failed. */
    BROKEN(false),
    /** Another failure than the promised one, or a later one. */
    OTHER(false);

    private final boolean met;

    Classification(boolean met) {
        this.met = met;
    }

    /** Classifies an outcome. */
    static Classification of(SeedFile seed, Outcome outcome, boolean sameBuild) {
        if (seed.expect().metBy(outcome)) {
            boolean known = sameBuild && !seed.traceHash().isEmpty();
            if (known && !seed.traceHash().equals(outcome.traceHash())) {
                return seed.codeVersion().equals(CodeVersion.current()) ? DIVERGED : MOVED;
            }
            return outcome.passed() ? STILL_PASSES : STILL_FAILS;
        }
        if (outcome.passed()) {
            return FIXED;
        }
        return seed.expect().fails() ? OTHER : BROKEN;
    }

    /** Whether the seed file's promise is kept. */
    public boolean met() {
        return met;
    }

    /** Lower case with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
