package dev.lockstep.search.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeterminismCheckTest {
    private static List<SeedComparison> compare(String scenario, int seeds) throws Exception {
        return DeterminismCheck.run(new DeterminismCheck.Options(List.of(), scenario, "base", List.of(), 1, seeds));
    }

    @Test
    void equalTracesAreEqual() throws Exception {
        List<SeedComparison> all = compare("toy", 10);

        assertThat(all).hasSize(10).allMatch(c -> c.divergence() == null && c.events() > 0);
        assertThat(all).extracting(SeedComparison::seed).startsWith(1L, 2L);
    }

    @Test
    void theFirstEventThatDiffersIsNamed() throws Exception {
        List<SeedComparison> all = compare("leaky", 3);
        Divergence first = Objects.requireNonNull(all.getFirst().divergence());

        assertThat(all.get(1).divergence()).as("in the middle of both orders").isNull();
        assertThat(first.index()).isPositive();
        assertThat(first.first()).contains("this build has run 1 seeds");
        assertThat(first.second()).contains("this build has run 3 seeds");
        assertThat(first.firstStack()).anyMatch(f -> f.contains("LeakyScenario.run"));
        assertThat(first.secondStack()).isNotEmpty();
        assertThat(all.get(2).divergence()).isNotNull();
    }
}
