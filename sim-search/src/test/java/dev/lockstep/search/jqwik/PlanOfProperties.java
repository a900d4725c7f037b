package dev.lockstep.search.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Plan;
import dev.lockstep.search.toy.ToyScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Shrinkable;

/** A property gets plans that its scenario accepts, and a failing one becomes small, always in the same way. */
class PlanOfProperties {
    private static final ToyScenario TOY = new ToyScenario();

    @Property(tries = 50)
    void plansAreTheScenarios(@ForAll @PlanOf(ToyScenario.class) Plan plan) {
        TOY.check(plan);
        assertThat(plan.settings()).isNotEmpty();
    }

    @Property(tries = 50)
    void smallerPlansAreAcceptedToo(@ForAll @PlanOf(ToyScenario.class) Plan plan) {
        List<Plan> smaller =
                new ShrinkablePlan(TOY, plan).shrink().map(Shrinkable::value).toList();
        assertThat(smaller).doesNotContain(plan).doesNotHaveDuplicates().allSatisfy(TOY::check);
        assertThat(new ShrinkablePlan(TOY, plan).shrink().map(Shrinkable::value))
                .isEqualTo(smaller);
    }

    private static boolean fails(Plan plan) {
        return plan.actions().stream().filter(a -> a.forNanos() > 1_000_000).count() >= 2;
    }

    private static List<Plan> shrunk(long seed) {
        List<Plan> path = new ArrayList<>();
        Optional<Shrinkable<Plan>> next = PlanArbitraries.of(TOY).generator(1_000).stream(new Random(seed))
                .filter(s -> fails(s.value()))
                .findFirst();
        while (next.isPresent()) {
            path.add(next.get().value());
            next = next.get().shrink().filter(s -> fails(s.value())).findFirst();
        }
        return path;
    }

    @Example
    void whatDoesNotMatterGoes() {
        List<Plan> path = shrunk(3);
        Plan smallest = path.getLast();
        assertThat(path).isEqualTo(shrunk(3)).hasSizeLessThan(200);
        assertThat(smallest.actions())
                .as("halved as long as it fails, in round numbers")
                .hasSize(2)
                .allSatisfy(a -> assertThat(a.forNanos()).isBetween(1_000_001L, 4_000_000L));
        assertThat(smallest.actions()).allSatisfy(a -> assertThat(a.atNanos()).isZero());
    }
}
