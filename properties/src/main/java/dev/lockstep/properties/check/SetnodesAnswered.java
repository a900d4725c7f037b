package dev.lockstep.properties.check;

import dev.lockstep.search.Invariant;

/** The promise that a topology change is answered; the controller ({@code client.Controller}) watches it from outside. */
public final class SetnodesAnswered {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "setnodes-answered",
            "CLUSTERX SETNODES is answered within bounded time by a node that runs and can be reached.",
            "lock bound + 0.1 s + 2 round trips (L2)");

    private SetnodesAnswered() {}
}
