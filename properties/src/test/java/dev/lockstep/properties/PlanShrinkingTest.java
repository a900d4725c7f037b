package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Action;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.jqwik.PlanArbitraries;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;

/** A plan that fails is shrunk to one that fails the same promise and in which nothing is too much. */
class PlanShrinkingTest {
    private static boolean breaksTheLockBound(Plan plan) {
        Outcome outcome = Scenarios.run(Scenarios.TOPOLOGY, 1, plan, Scenarios.profile("kvrocks-2.10"));
        return outcome.property().equals("lock-released");
    }

    @Test
    void minimalPlanIsAReplicationAndAChange() {
        Shrinkable<Plan> failing = PlanArbitraries.of(Scenarios.TOPOLOGY).generator(1_000).stream(
                        new java.util.Random(11))
                .filter(s -> breaksTheLockBound(s.value()))
                .findFirst()
                .orElseThrow();
        Shrinkable<Plan> smallest = failing;
        for (Optional<Shrinkable<Plan>> next = Optional.of(failing); next.isPresent(); ) {
            smallest = next.get();
            next = smallest.shrink().filter(s -> breaksTheLockBound(s.value())).findFirst();
        }
        List<String> kinds =
                smallest.value().actions().stream().map(Action::kind).toList();
        assertThat(kinds)
                .contains("setnodes")
                .hasSizeLessThanOrEqualTo(failing.value().actions().size());
        assertThat(kinds.stream().filter("setnodes"::equals).count()).isEqualTo(2);
        assertThat(kinds.size()).isLessThanOrEqualTo(3);
    }
}
