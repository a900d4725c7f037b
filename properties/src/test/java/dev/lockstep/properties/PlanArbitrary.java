package dev.lockstep.properties;

import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** Plans as a scenario draws them, shrunk as a story is: fewer actions first, then shorter ones. */
final class PlanArbitrary {
    private PlanArbitrary() {}

    static Arbitrary<Plan> of(Scenario scenario) {
        return Arbitraries.fromGenerator(
                random -> new ShrinkablePlan(scenario, Scenarios.draw(scenario, random.nextLong())));
    }

    /** A plan and the smaller ones its scenario accepts. */
    private record ShrinkablePlan(Scenario scenario, Plan value) implements Shrinkable<Plan> {
        @Override
        public Stream<Shrinkable<Plan>> shrink() {
            List<Action> actions = value.actions();
            Stream<Plan> fewer = IntStream.range(0, actions.size()).mapToObj(i -> {
                List<Action> rest = new ArrayList<>(actions);
                rest.remove(i);
                return value.withActions(rest);
            });
            Stream<Plan> shorter = changed(a -> a.lasting(a.forNanos() / 2));
            return Stream.concat(fewer, shorter)
                    .filter(p -> !p.equals(value))
                    .map(p -> new ShrinkablePlan(scenario, p));
        }

        private Stream<Plan> changed(UnaryOperator<Action> change) {
            return IntStream.range(0, value.actions().size()).mapToObj(i -> {
                List<Action> actions = new ArrayList<>(value.actions());
                actions.set(i, change.apply(actions.get(i)));
                return value.withActions(actions);
            });
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(
                    value.actions().size(),
                    value.actions().stream().mapToLong(Action::forNanos).sum());
        }
    }
}
