package dev.lockstep.properties.check;

import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** What the checks of one promise each have in common: the promise, and the run they report to. */
abstract class Promise implements Check {
    private final Run run;
    private final Invariant invariant;

    Promise(Run run, Invariant invariant) {
        this.run = run;
        this.invariant = invariant;
    }

    /** Reports that the promise is broken. */
    final void broken(String message) {
        run.fail(invariant.name(), message);
    }

    /** The run. */
    final Run run() {
        return run;
    }
}
