package dev.lockstep.search.jqwik;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Draws plans as a search does, wherever a property asks for one {@link PlanOf} a scenario. Found by jqwik as a service. */
public final class PlanArbitraries implements ArbitraryProvider {
    /** Called by jqwik. */
    public PlanArbitraries() {}

    /** The plans of a scenario; a plan that fails is shrunk to one in which nothing is too much. */
    public static Arbitrary<Plan> of(Scenario scenario) {
        return Arbitraries.fromGenerator(random -> new ShrinkablePlan(
                scenario, scenario.draw(Choices.seeded(random.nextLong()).fork("plan"))));
    }

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return targetType.isOfType(Plan.class) && targetType.isAnnotated(PlanOf.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        return Set.of(of(scenario(targetType.findAnnotation(PlanOf.class).orElseThrow())));
    }

    private static Scenario scenario(PlanOf plan) {
        try {
            return plan.value().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "cannot create " + plan.value().getName() + ", expected a public constructor without parameters",
                    e);
        }
    }
}
