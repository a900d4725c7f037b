package dev.lockstep.properties.check;

import dev.lockstep.search.Invariant;

/** The promise that replication comes back by itself; the epilogue of the scenarios watches it. */
public final class ReplicationRecovers {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "replication-recovers",
            "When the last fault has ended, every replica is connected and level with its master within bounded time.",
            "keepalive 240 s + longest retransmission pause 120 s + 2 retries + 3 transfers (L3, L6)");

    private ReplicationRecovers() {}
}
