package dev.lockstep.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Profile;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.explore.Finding;
import dev.lockstep.search.explore.Search;
import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.explore.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A search on the right node, from seeds that nobody has run before, of the two scenarios that the properties run too. It prints the
 * first seed; a failure is left as a seed file in {@code target/found} of the repository, for CI to keep. Property {@code lockstep.freshSeconds}: how long no further run
 * starts after, s, at least 1, default 60.
 */
class FreshSearchTest {
    private static final Path FOUND = Path.of(System.getProperty("lockstep.root"), "target", "found");
    private static final Set<String> SCENARIOS = Set.of("full-sync-outage", "topology-change");
    /** So that a seed survives JSON readers that keep numbers as doubles. */
    private static final long SEEDS = 1L << 52;

    private static SearchOptions options(Catalog catalog, long from) {
        return new SearchOptions(
                catalog.scenarios().stream()
                        .filter(s -> SCENARIOS.contains(s.name()))
                        .toList(),
                Profile.BASE,
                List.of(),
                from,
                Long.MAX_VALUE,
                TimeUnit.SECONDS.toNanos(Long.getLong("lockstep.freshSeconds", 60)),
                1,
                false,
                FOUND,
                SearchOptions.SAVED);
    }

    private static String told(Finding finding) {
        return finding.scenario() + " seed " + finding.outcome().seed() + " breaks "
                + finding.outcome().property() + ", saved as " + finding.file() + finding.error() + ": "
                + finding.outcome().message();
    }

    @Test
    void freshSeedsBreakNoPromise() throws InterruptedException {
        Catalog catalog = Catalog.load(FreshSearchTest.class.getClassLoader());
        long from = ThreadLocalRandom.current().nextLong(SEEDS);
        System.out.println("fresh search from seed " + from + ": lockstep search --from " + from);
        Summary summary = new Search(catalog, options(catalog, from), new Search.Observer() {}).run();
        System.out.println(summary.runs() + " seeds, " + summary.failed() + " failed, "
                + TimeUnit.NANOSECONDS.toSeconds(summary.virtualNanos()) + " s of virtual time");
        assertThat(summary.runs()).isPositive();
        assertThat(summary.findings().stream().map(FreshSearchTest::told)).isEmpty();
    }
}
