package dev.lockstep.search.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search does must not depend on how it is spread over threads, nor on what ran before. */
class SearchTest {
    private static final int SEEDS = 60;

    private final Catalog catalog = Catalog.load(SearchTest.class.getClassLoader());

    @TempDir
    private Path directory;

    /** How each seed of a scenario went: its trace and verdict. */
    private Map<Long, String> outcomes(String scenario, String profile, int jobs, boolean isolated)
            throws InterruptedException {
        SearchOptions options = new SearchOptions(
                List.of(catalog.scenario(scenario)),
                profile,
                List.of(),
                1,
                SEEDS,
                Long.MAX_VALUE,
                jobs,
                isolated,
                directory,
                SearchOptions.SAVED);
        Map<Long, String> all = new TreeMap<>();
        Summary summary = new Search(catalog, options, new Search.Observer() {
                    @Override
                    public void ended(String of, Outcome outcome) {
                        all.put(outcome.seed(), outcome.traceHash() + " " + outcome.property());
                    }
                })
                .run();
        assertThat(summary.runs()).isEqualTo(SEEDS);
        assertThat(all).hasSize(SEEDS);
        return all;
    }

    @Test
    void severalJobsTakeThePathsOfOne() throws InterruptedException {
        Map<Long, String> one = outcomes("toy", "hasty", 1, false);

        assertThat(outcomes("toy", "hasty", 2, false)).isEqualTo(one);
        assertThat(outcomes("toy", "hasty", 4, true)).isEqualTo(one);
        assertThat(one.values().stream().distinct().count()).isGreaterThan(SEEDS / 2);
    }

    @Test
    void staticsOfTheCodeUnderTestOutliveASharedBuildOnly() throws InterruptedException {
        Map<Long, String> isolated = outcomes("stateful", "base", 1, true);
        Map<Long, String> shared = outcomes("stateful", "base", 1, false);

        assertThat(shared.get(1L)).as("nothing ran before it").isEqualTo(isolated.get(1L));
        assertThat(shared.get(2L)).isNotEqualTo(isolated.get(2L));
        assertThat(isolated.values()).noneMatch(o -> o.endsWith("determinism"));
        assertThat(outcomes("stateful", "base", 2, true)).isEqualTo(isolated);
    }
}
