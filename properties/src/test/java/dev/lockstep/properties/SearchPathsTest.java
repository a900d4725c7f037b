package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.explore.Search;
import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.prove.Proof;
import dev.lockstep.search.prove.ProofOptions;
import dev.lockstep.search.prove.ProofResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store takes the same paths on several threads, with classes of its own for each run, and in every point of a bounded space. */
class SearchPathsTest {
    private static final int SEEDS = 4;
    private static final Catalog CATALOG = Catalog.load(SearchPathsTest.class.getClassLoader());

    @TempDir
    private Path directory;

    private Map<Long, String> hashes(int jobs, boolean isolated) throws InterruptedException {
        SearchOptions options = new SearchOptions(
                List.of(CATALOG.scenario("topology-change")),
                "base",
                List.of(),
                1,
                SEEDS,
                Long.MAX_VALUE,
                jobs,
                isolated,
                directory,
                SearchOptions.SAVED);
        Map<Long, String> all = new TreeMap<>();
        Search.Observer observer = new Search.Observer() {
            @Override
            public void ended(String scenario, Outcome outcome) {
                all.put(outcome.seed(), outcome.traceHash());
            }
        };
        assertThat(new Search(CATALOG, options, observer).run().failed()).isZero();
        return all;
    }

    @Test
    void threadsAndLoadersDoNotMatter() throws InterruptedException {
        Map<Long, String> one = hashes(1, false);

        assertThat(one.values().stream().distinct().count()).isEqualTo(SEEDS);
        assertThat(hashes(2, false)).isEqualTo(one);
        assertThat(hashes(1, true)).isEqualTo(one);
    }

    @Test
    void everyKindOfFaultInTheBoundedSpacePasses() {
        ProofOptions options = new ProofOptions(
                CATALOG.scenario("full-sync-outage"),
                "base",
                List.of(),
                Set.of("plan"),
                1,
                3,
                1,
                100,
                false,
                directory,
                SearchOptions.SAVED);
        ProofResult result = new Proof(CATALOG, options, f -> {}).run();

        assertThat(result.findings()).isEmpty();
        assertThat(result.complete()).isTrue();
        assertThat(result.runs()).as("kinds of faults").isEqualTo(8);
        assertThat(result.worst()).isNotEmpty();
    }
}
