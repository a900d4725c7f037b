package dev.lockstep.core.engine;

import dev.lockstep.core.Choices;

/** Decides which runnable thread takes the next step. Confined to the carrier. */
interface Picker {
    /** The place of the thread to run next; the queue is not empty. */
    int pick(RunQueue runnable);

    /** The thread has just given way by {@code Thread.yield}: it may be waiting for others to act. */
    default void yielded(SimThread thread) {}

    /** In the order they became runnable. */
    Picker FIFO = runnable -> 0;

    /** A uniform draw from a stream, unless there is only one. */
    static Picker random(Choices schedule) {
        return runnable -> runnable.size() == 1 ? 0 : schedule.below(runnable.size());
    }
}
