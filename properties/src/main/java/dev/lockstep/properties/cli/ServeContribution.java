package dev.lockstep.properties.cli;

import dev.lockstep.search.Contribution;

/** Adds {@code lockstep serve}. */
public final class ServeContribution implements Contribution {
    /** A contribution; it has no state. */
    public ServeContribution() {}

    @Override
    public Object command() {
        return new ServeCommand();
    }
}
