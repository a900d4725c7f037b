package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.scenario.Chaos;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import dev.lockstep.search.seed.SeedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every known defect has a seed that shows it, and every promise a defect that breaks it: no check is idle. {@code
 * -Dlockstep.defectSeeds=B1,B2} shows some defects only.
 */
@Execution(ExecutionMode.CONCURRENT)
class DefectSeedsTest {
    private static final Path SEEDS =
            Path.of(System.getProperty("lockstep.root"), "properties", "src", "test", "resources", "defect-seeds");
    private static final Catalog CATALOG = Catalog.load(DefectSeedsTest.class.getClassLoader());

    /** Promises that {@link CheckersTest} and {@link dev.lockstep.properties.check.ChecksTest} show to be broken. */
    private static final Set<String> SHOWN_ELSEWHERE = Set.of(
            "digests-equal",
            "ping-answered",
            "setnodes-answered",
            "replication-thread-stops",
            "no-deadlock",
            "no-internal-error");

    /** Ids of the defects to show, with commas between them; all if it is not set. */
    private static final String CHOSEN = "lockstep.defectSeeds";

    static List<Defect> defects() {
        return new KvrocksSubject().defects();
    }

    /** The defects that {@value #CHOSEN} names. */
    static List<Defect> chosen() {
        List<Defect> all = defects();
        String ids = System.getProperty(CHOSEN);
        if (ids == null) {
            return all;
        }
        Map<String, Defect> byId = all.stream().collect(Collectors.toMap(Defect::id, defect -> defect));
        List<String> wanted = List.of(ids.split(",", -1));
        assertThat(byId.keySet()).as(CHOSEN).containsAll(wanted);
        return wanted.stream().map(byId::get).toList();
    }

    static Path seed(Defect defect) {
        return SEEDS.resolve(defect.id() + ".json");
    }

    @TestFactory
    Stream<DynamicTest> everyDefectIsShownByItsSeed() {
        return chosen().stream()
                .map(defect -> DynamicTest.dynamicTest(defect.id(), () -> {
                    LoadedSeed loaded = LoadedSeed.load(CATALOG, seed(defect), null);
                    assertThat(loaded.seed().defects()).containsExactly(defect.id());
                    Outcome outcome = Replay.run(loaded, new Builds(), null).outcome();
                    assertThat(outcome.property())
                            .as(outcome.message())
                            .isEqualTo(loaded.seed().expect().property());
                }));
    }

    @Test
    void everyPromiseIsBrokenByADefect() {
        Set<String> broken = new TreeSet<>(SHOWN_ELSEWHERE);
        defects().stream()
                .map(DefectSeedsTest::seed)
                .filter(Files::exists)
                .forEach(file -> broken.add(SeedReader.read(file).expect().property()));
        assertThat(broken)
                .containsAll(
                        new Chaos().invariants().stream().map(Invariant::name).toList());
    }
}
