package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Profile;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What breaks a promise with a defect breaks none without: the right node passes every seed of {@link DefectSeedsTest}. */
class DefectSeedsOnBaseTest {
    private static final Catalog CATALOG = Catalog.load(DefectSeedsOnBaseTest.class.getClassLoader());
    private static final Builds BUILDS = new Builds();

    @TestFactory
    Stream<DynamicTest> theRightNodePassesTheSame() {
        return DefectSeedsTest.chosen().stream()
                .map(defect -> DynamicTest.dynamicTest(defect.id(), () -> {
                    Outcome outcome = Replay.run(
                                    LoadedSeed.load(CATALOG, DefectSeedsTest.seed(defect), Profile.BASE), BUILDS, null)
                            .outcome();
                    assertThat(outcome.property()).as(outcome.message()).isEmpty();
                }));
    }
}
