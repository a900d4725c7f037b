package dev.lockstep.search.shrink;

import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The plans one step smaller than a plan, for those who run them by themselves: always the same ones in the same order. */
public final class SmallerPlans {
    private SmallerPlans() {}

    /**
     * Fewer actions first (blocks of all, halves, quarters, down to single ones), then smaller settings, then shorter actions, then earlier
     * ones; only plans that the scenario accepts.
     */
    public static Stream<Plan> of(Scenario scenario, Plan plan) {
        return Stream.of(fewer(plan), smallerSettings(scenario, plan), shorter(plan), earlier(plan))
                .flatMap(plans -> plans)
                .filter(p -> !p.equals(plan) && accepted(scenario, p))
                .distinct();
    }

    private static Stream<Plan> fewer(Plan plan) {
        int count = plan.actions().size();
        return IntStream.iterate(count, size -> size >= 1, size -> size / 2)
                .boxed()
                .flatMap(size -> IntStream.iterate(count, end -> end > 0, end -> end - size)
                        .mapToObj(end -> without(plan, Math.max(0, end - size), end)));
    }

    private static Plan without(Plan plan, int from, int to) {
        List<Action> rest = new ArrayList<>(plan.actions());
        rest.subList(from, to).clear();
        return plan.withActions(rest);
    }

    private static Stream<Plan> smallerSettings(Scenario scenario, Plan plan) {
        return scenario.smallest().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(least -> {
                    long value = plan.settings().getOrDefault(least.getKey(), least.getValue());
                    return steps(least.getValue(), value).mapToObj(v -> plan.withSetting(least.getKey(), v));
                });
    }

    private static Stream<Plan> shorter(Plan plan) {
        return eachAction(plan)
                .flatMap(i ->
                        steps(0, plan.actions().get(i).forNanos()).mapToObj(v -> replaced(plan, i, a -> a.lasting(v))));
    }

    /** An action with all that follow, not before the action in front of it: the order of a story stays. */
    private static Stream<Plan> earlier(Plan plan) {
        return eachAction(plan).flatMap(i -> {
            long start = plan.actions().get(i).atNanos();
            long least = i == 0 ? 0 : plan.actions().get(i - 1).atNanos();
            return steps(least, start).mapToObj(v -> {
                List<Action> actions = new ArrayList<>(plan.actions());
                actions.subList(i, actions.size()).replaceAll(a -> a.at(a.atNanos() - (start - v)));
                return plan.withActions(actions);
            });
        });
    }

    private static Stream<Integer> eachAction(Plan plan) {
        return IntStream.range(0, plan.actions().size()).boxed();
    }

    /** What is tried in place of a value: the least, then halfway there. */
    private static LongStream steps(long least, long value) {
        return value <= least
                ? LongStream.empty()
                : LongStream.of(least, RoundNumbers.between(least, value))
                        .filter(v -> v < value)
                        .distinct();
    }

    private static Plan replaced(Plan plan, int place, UnaryOperator<Action> change) {
        List<Action> actions = new ArrayList<>(plan.actions());
        actions.set(place, change.apply(actions.get(place)));
        return plan.withActions(actions);
    }

    private static boolean accepted(Scenario scenario, Plan plan) {
        try {
            scenario.check(plan);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
