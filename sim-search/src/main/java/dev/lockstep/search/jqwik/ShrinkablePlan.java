package dev.lockstep.search.jqwik;

import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.shrink.SmallerPlans;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A plan and the smaller ones its scenario accepts.
 *
 * @param scenario whose plan it is
 * @param value the plan
 */
record ShrinkablePlan(Scenario scenario, Plan value) implements Shrinkable<Plan> {
    @Override
    public Stream<Shrinkable<Plan>> shrink() {
        return SmallerPlans.of(scenario, value).map(p -> new ShrinkablePlan(scenario, p));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                value.actions().size(),
                value.settings().values().stream().mapToLong(Math::abs).sum(),
                value.actions().stream().mapToLong(Action::forNanos).sum(),
                value.actions().stream().mapToLong(Action::atNanos).sum());
    }
}
