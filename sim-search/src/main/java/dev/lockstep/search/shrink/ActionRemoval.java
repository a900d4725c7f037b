package dev.lockstep.search.shrink;

import dev.lockstep.search.Action;
import java.util.ArrayList;
import java.util.List;

/** Delta debugging: leaves out halves of the actions, then quarters, down to single ones, as long as the failure stays. */
final class ActionRemoval {
    private ActionRemoval() {}

    static void apply(Trial trial) {
        int size = trial.plan().actions().size();
        while (size >= 1 && !trial.spent()) {
            removeBlocks(trial, size);
            size /= 2;
        }
    }

    /** From the end, so that what comes before keeps its place. */
    private static void removeBlocks(Trial trial, int size) {
        int end = trial.plan().actions().size();
        while (end > 0) {
            List<Action> actions = trial.plan().actions();
            int start = Math.max(0, end - size);
            List<Action> rest = new ArrayList<>(actions.subList(0, start));
            rest.addAll(actions.subList(Math.min(end, actions.size()), actions.size()));
            trial.accepts(trial.plan().withActions(rest));
            end = start;
        }
    }
}
