package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.buggify.Buggify;
import dev.lockstep.core.Disturbances.Probe;
import dev.lockstep.core.Disturbances.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Code under test may be disturbed in a run, by the seed and site by site. */
class DisturbancesTest {
    private static final int SITES = 400;
    private static final int PASSES = 400;

    private static Map<String, Site> run(long seed, int sites) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            simulation.host("n1").start("main", () -> {
                for (int i = 0; i < sites * PASSES; i++) {
                    boolean _ = Buggify.here("site" + i % sites);
                }
            });
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
            return Map.copyOf(simulation.disturbances().sites());
        }
    }

    @Test
    void aQuarterOfTheSitesFiresOneTimeInFour() {
        Map<String, Site> sites = run(1, SITES);
        long active = sites.values().stream().filter(Site::active).count();
        assertThat(active).isBetween(SITES / 5L, SITES * 3 / 10L);
        assertThat(sites.values()).allSatisfy(s -> {
            assertThat(s.passed()).isEqualTo(PASSES);
            assertThat(s.fired()).isBetween(s.active() ? PASSES / 8L : 0, s.active() ? PASSES * 3 / 8L : 0);
        });
    }

    @Test
    void sitesAreAFunctionOfTheSeedAndOfNoOtherSite() {
        assertThat(run(2, 50)).isEqualTo(run(2, 50)).isNotEqualTo(run(3, 50));
        assertThat(run(2, 100)).containsAllEntriesOf(run(2, 50));
    }

    @Test
    void probesTellHowOftenTheyWerePassedAndHit() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.host("n1").start("main", () -> {
                Buggify.sometimes("started");
                Buggify.sometimes("backlog", simulation.seed() == 2);
            });
            simulation.run();
            assertThat(simulation.disturbances().probes())
                    .containsExactly(Map.entry("backlog", new Probe(1, 0)), Map.entry("started", new Probe(1, 1)));
        }
    }

    @Test
    void nothingIsDisturbedOutsideOfASimulationOrWhenSwitchedOff() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Buggify.here("outside" + i)).isFalse();
        }
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.disturbances().chances(0, 1);
            simulation.schedule(0, () -> {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(Buggify.here("quiet" + i)).isFalse();
                }
            });
            simulation.run();
            assertThat(simulation.disturbances().sites()).hasSize(1_000);
        }
    }
}
