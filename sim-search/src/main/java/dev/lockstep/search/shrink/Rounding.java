package dev.lockstep.search.shrink;

import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last touch: numbers that could not get smaller become rounder, also if that makes them a little larger. */
final class Rounding {
    /** A number may change by this part of itself. */
    private static final int PART = 10;

    private Rounding() {}

    static void apply(Trial trial, Set<String> settings) {
        for (Map.Entry<String, Long> setting : trial.plan().settings().entrySet()) {
            long round = rounded(setting.getValue());
            if (settings.contains(setting.getKey()) && round != setting.getValue()) {
                trial.accepts(trial.plan().withSetting(setting.getKey(), round));
            }
        }
        for (int i = 0; i < trial.plan().actions().size(); i++) {
            Action action = trial.plan().actions().get(i);
            Plan shorter = with(trial.plan(), i, action.lasting(rounded(action.forNanos())));
            Action lasting = trial.accepts(shorter) ? shorter.actions().get(i) : action;
            Action earlier = lasting.at(rounded(lasting.atNanos()));
            if (inOrder(trial.plan(), i, earlier)) {
                trial.accepts(with(trial.plan(), i, earlier));
            }
        }
    }

    private static long rounded(long value) {
        return value < 0 ? value : RoundNumbers.roundest(value - value / PART, value + value / PART);
    }

    private static boolean inOrder(Plan plan, int place, Action action) {
        List<Action> actions = plan.actions();
        return (place == 0 || actions.get(place - 1).atNanos() <= action.atNanos())
                && (place == actions.size() - 1
                        || action.atNanos() <= actions.get(place + 1).atNanos());
    }

    private static Plan with(Plan plan, int place, Action action) {
        List<Action> actions = new ArrayList<>(plan.actions());
        actions.set(place, action);
        return plan.withActions(actions);
    }
}
