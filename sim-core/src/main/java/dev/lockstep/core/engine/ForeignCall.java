package dev.lockstep.core.engine;

/** What a thread outside the simulation has done to it, kept until the carrier sees to it. */
sealed interface ForeignCall permits ForeignWakeUp, ForeignNotify {
    /** Reports it; called on the carrier between two steps. */
    void accept();
}
