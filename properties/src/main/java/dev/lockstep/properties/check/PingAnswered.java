package dev.lockstep.properties.check;

import dev.lockstep.search.Invariant;

/** The promise that a node answers while it changes its mind; the probes ({@code client.Probe}) watch it from outside. */
public final class PingAnswered {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "ping-answered",
            "A node that runs and can be reached answers PING within bounded time, whatever its replication does.",
            "lock bound + 0.1 s + 2 round trips (L2)");

    private PingAnswered() {}
}
