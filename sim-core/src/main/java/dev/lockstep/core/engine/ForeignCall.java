package dev.lockstep.core.engine;

/** What a thread outside the simulation has done to it, kept until the carrier sees to it. */
sealed interface ForeignCall permits ForeignWakeUp, ForeignNotify {
    /** What is expected in its place. */
    String EXPECTED =
            ", expected wake-ups from the simulation only; keep real threads and I/O outside of simulated code";

    /** Reports it; called on the carrier between two steps. */
    void accept();
}
