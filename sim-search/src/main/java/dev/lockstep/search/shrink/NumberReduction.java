package dev.lockstep.search.shrink;

import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** Makes the numbers of a plan small and round: settings, then durations, then times. */
final class NumberReduction {
    private static final int STEPS = 12;
    /** A number is small enough when the next smaller one tried would save less than this part of it. */
    private static final int PRECISION = 16;

    private NumberReduction() {}

    static void apply(Trial trial, Map<String, Long> smallest) {
        smallest.forEach((name, least) -> {
            Long value = trial.plan().settings().get(name);
            if (value != null) {
                reduce(trial, least, value, v -> trial.plan().withSetting(name, v));
            }
        });
        for (int i = 0; i < trial.plan().actions().size(); i++) {
            int place = i;
            Action action = trial.plan().actions().get(place);
            reduce(trial, 0, action.forNanos(), v -> replaced(trial.plan(), place, a -> a.lasting(v)));
        }
        moveEarlier(trial, NumberReduction::tailMoved);
        moveEarlier(trial, (plan, place, earlier) -> replaced(plan, place, a -> a.at(a.atNanos() - earlier)));
    }

    /** A plan in which something that begins with an action is moved earlier by some time (ns). */
    private interface Move {
        Plan of(Plan plan, int place, long earlier);
    }

    private static void moveEarlier(Trial trial, Move move) {
        for (int i = 0; i < trial.plan().actions().size(); i++) {
            int place = i;
            Plan plan = trial.plan();
            // Not before the action in front of it: the order of a story stays.
            long least = place == 0 ? 0 : plan.actions().get(place - 1).atNanos();
            long start = plan.actions().get(place).atNanos();
            reduce(trial, least, start, v -> move.of(plan, place, start - v));
        }
    }

    /** Actions whose distance matters can only be moved together. */
    private static Plan tailMoved(Plan plan, int place, long earlier) {
        List<Action> actions = new ArrayList<>(plan.actions());
        actions.subList(place, actions.size()).replaceAll(a -> a.at(a.atNanos() - earlier));
        return plan.withActions(actions);
    }

    /** Bisects between the least value and one that fails. */
    private static void reduce(Trial trial, long least, long value, LongFunction<Plan> with) {
        if (value <= least || trial.accepts(with.apply(least))) {
            return;
        }
        long low = least;
        long high = value;
        for (int step = 0; step < STEPS && high - low > Math.max(1, (high - least) / PRECISION); step++) {
            long middle = RoundNumbers.between(low, high);
            if (middle == high) {
                return;
            }
            if (trial.accepts(with.apply(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        long round = RoundNumbers.roundest(low + 1, high);
        if (round != high) {
            trial.accepts(with.apply(round));
        }
    }

    private static Plan replaced(Plan plan, int place, UnaryOperator<Action> change) {
        List<Action> actions = new ArrayList<>(plan.actions());
        actions.set(place, change.apply(actions.get(place)));
        return plan.withActions(actions);
    }
}
