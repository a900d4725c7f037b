package dev.lockstep.core.engine;

import dev.lockstep.core.Choices;
import java.util.Arrays;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatti: "A Randomized Scheduler with Probabilistic
 * Guarantees of Finding Bugs", 2010). Every thread gets a random priority, the greatest runs; at {@code depth - 1} steps drawn
 * beforehand, the thread about to run falls below all others. A bug that needs {@code depth} ordering constraints shows with a
 * probability of at least 1 / (threads * steps^(depth-1)). A thread that yields falls back too, or its waiting would never end.
 */
final class PctPicker implements Picker {
    private final Choices schedule;
    private final long[] changes;
    private long picks;
    private int passed;
    private long lowest;

    /** With a depth of at least 1 and the number of steps the run is expected to take, at least 1. */
    PctPicker(Choices schedule, int depth, long steps) {
        this.schedule = schedule;
        this.changes = new long[depth - 1];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = schedule.between(1, steps);
        }
        Arrays.sort(changes);
    }

    @Override
    public int pick(RunQueue runnable) {
        picks++;
        int place = greatest(runnable);
        for (; passed < changes.length && changes[passed] <= picks; passed++) {
            yielded(runnable.at(place));
            place = greatest(runnable);
        }
        return place;
    }

    @Override
    public void yielded(SimThread thread) {
        thread.priority = --lowest;
    }

    private int greatest(RunQueue runnable) {
        int place = 0;
        for (int i = 0; i < runnable.size(); i++) {
            SimThread thread = runnable.at(i);
            if (thread.priority == 0) {
                thread.priority = schedule.between(1, Long.MAX_VALUE - 1);
            }
            if (thread.priority > runnable.at(place).priority) {
                place = i;
            }
        }
        return place;
    }
}
