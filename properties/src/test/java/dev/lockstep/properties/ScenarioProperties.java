package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.scenario.FullSyncOutage;
import dev.lockstep.properties.scenario.TopologyChange;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.jqwik.PlanOf;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The promises hold on the right node, for any seed and for any plan of faults. Fresh seeds at every run. */
class ScenarioProperties {
    private static final int TRIES = 15;

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void fullSyncSurvivesOutages(@ForAll("seeds") long seed) {
        assertPasses(Scenarios.run(Scenarios.OUTAGE, seed, null, Scenarios.profile("base")));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void topologyChangesAreAnsweredInTime(@ForAll("seeds") long seed) {
        assertPasses(Scenarios.run(Scenarios.TOPOLOGY, seed, null, Scenarios.profile("base")));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void anyPlanOfOutagesIsSurvived(@ForAll @PlanOf(FullSyncOutage.class) Plan plan) {
        assertPasses(Scenarios.run(Scenarios.OUTAGE, 1, plan, Scenarios.profile("base")));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void anyPlanOfChangesIsAnswered(@ForAll @PlanOf(TopologyChange.class) Plan plan) {
        assertPasses(Scenarios.run(Scenarios.TOPOLOGY, 1, plan, Scenarios.profile("base")));
    }

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void oneSeedIsOnePath(@ForAll("seeds") long seed) {
        Outcome first = Scenarios.run(Scenarios.TOPOLOGY, seed, null, Scenarios.profile("kvrocks-2.10"));
        Outcome second = Scenarios.run(Scenarios.TOPOLOGY, seed, null, Scenarios.profile("kvrocks-2.10"));
        assertThat(second.traceHash()).as("seed %d", seed).isEqualTo(first.traceHash());
        assertThat(second.property()).isEqualTo(first.property());
        assertThat(second.events()).isEqualTo(first.events());
    }

    private static void assertPasses(Outcome outcome) {
        assertThat(outcome.property())
                .as("seed %d, plan %s: %s", outcome.seed(), outcome.plan(), outcome.message())
                .isEmpty();
    }
}
