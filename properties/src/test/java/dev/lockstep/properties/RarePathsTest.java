package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.TraceKind;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.engine.SeedRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rare paths of the nodes are taken while faults last, and no longer, so that what follows can converge. */
class RarePathsTest {
    private static final int SEEDS = 8;

    private final List<Long> taken = new ArrayList<>();

    private Outcome run(long seed, long buggify) {
        Plan drawn = Scenarios.draw(Scenarios.TOPOLOGY, seed);
        Map<String, Long> settings = new TreeMap<>(drawn.settings());
        settings.put("buggify", buggify);
        taken.clear();
        return SeedRunner.run(
                Scenarios.TOPOLOGY,
                seed,
                new Plan(settings, drawn.actions()),
                Scenarios.profile("base"),
                (event, hash) -> {
                    if (event.kind() == TraceKind.NOTE && event.text().startsWith("buggify ")) {
                        taken.add(event.nanos());
                    }
                });
    }

    @Test
    void theyEndWithTheFaults() {
        int runs = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = run(seed, 1);
            assertThat(outcome.property())
                    .as("seed %d: %s", seed, outcome.message())
                    .isEmpty();
            runs += taken.isEmpty() ? 0 : 1;
            long recovery = outcome.virtualNanos() - outcome.metrics().getOrDefault("recoveryNanos", 0L);
            assertThat(taken).as("seed %d", seed).allMatch(at -> at <= recovery);
        }
        assertThat(runs).as("runs that took any").isGreaterThan(SEEDS / 2);
    }

    @Test
    void noneIsTakenUnasked() {
        run(1, 0);

        assertThat(taken).isEmpty();
    }
}
