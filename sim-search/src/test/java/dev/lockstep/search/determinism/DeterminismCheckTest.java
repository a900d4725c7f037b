package dev.lockstep.search.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Scenario;
import dev.lockstep.search.defect.Repository;
import dev.lockstep.search.toy.leak.LeakScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismCheckTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    private static List<SeedComparison> compare(String scenario, int seeds, boolean isolated) throws Exception {
        return DeterminismCheck.run(
                new DeterminismCheck.Options(List.of(), scenario, "base", List.of(), isolated, 1, seeds));
    }

    @Test
    void equalTracesAreEqual() throws Exception {
        List<SeedComparison> all = compare("toy", 10, false);

        assertThat(all).hasSize(10).allMatch(c -> c.divergence() == null && c.events() > 0);
        assertThat(all).extracting(SeedComparison::seed).startsWith(1L, 2L);
    }

    @Test
    void theFirstEventThatDiffersIsNamed() throws Exception {
        List<SeedComparison> all = compare("leaky", 3, false);
        Divergence first = Objects.requireNonNull(all.getFirst().divergence());

        assertThat(all.get(1).divergence()).as("in the middle of both orders").isNull();
        assertThat(first.index()).isPositive();
        assertThat(first.before()).hasSize(3);
        assertThat(first.first().event()).contains("this build has run 1 seeds");
        assertThat(first.second().event()).contains("this build has run 3 seeds");
        assertThat(first.first().line()).startsWith("dev.lockstep.search.toy.LeakyScenario.run(LeakyScenario.java:");
        assertThat(first.second().line()).isEqualTo(first.first().line());
        assertThat(all.get(2).divergence()).isNotNull();
        assertThat(all.get(2).otherTraceHash()).isNotEqualTo(all.get(2).traceHash());
        assertThat(all.get(1).otherTraceHash()).isEqualTo(all.get(1).traceHash());
    }

    @Test
    void withABuildARunTheOrderOfTheSeedsDoesNotMatter() throws Exception {
        assertThat(compare("stateful", 2, false)).anyMatch(c -> c.divergence() != null);
        assertThat(compare("stateful", 2, true)).hasSize(2).allMatch(c -> c.divergence() == null);
    }

    /** The line of a planted leak, which its source marks. */
    private static String marked(String mark) throws Exception {
        Path source =
                Repository.root().resolve("sim-search/src/test/java/dev/lockstep/search/toy/leak/PlantedLeaks.java");
        List<String> lines = Files.readAllLines(source);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + mark)) {
                return "(PlantedLeaks.java:" + (i + 1) + ")";
            }
        }
        throw new AssertionError("no line marked " + mark + " in " + source);
    }

    /** The scenarios with planted leaks come by a class path of their own. */
    private static Divergence found(String leak) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(
                services.resolve(Scenario.class.getName()),
                List.of(LeakScenario.class.getPermittedSubclasses()).stream()
                        .map(Class::getName)
                        .toList());
        List<SeedComparison> all = DeterminismCheck.run(
                new DeterminismCheck.Options(List.of(directory.toString()), leak, "base", List.of(), false, 1, 2));
        return all.stream()
                .map(SeedComparison::divergence)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no difference was found: " + all));
    }

    private static void assertFound(String leak) throws Exception {
        Divergence found = found(leak);
        String line = marked(leak);
        assertThat(List.of(found.first().line(), found.second().line()))
                .as("%s", found)
                .allMatch(l -> l.endsWith(line));
        assertThat(found.first().event()).isNotEqualTo(found.second().event());
        assertThat(found.first().stack()).anyMatch(f -> f.contains("PlantedLeaks"));
        assertThat(found.first().after()).isNotEmpty();
    }

    @Test
    void aClockReadInNativeCodeIsFoundWhereItActs() throws Exception {
        assertFound("leak-native-clock");
    }

    @Test
    void anOrderOfIdentityHashesIsFoundWhereItActs() throws Exception {
        assertFound("leak-hash-order");
    }

    @Test
    void aBranchIsFoundWhereTheThreadsStop() throws Exception {
        Divergence found = found("leak-branch");
        String waits = marked("leak-branch wait");
        String sleeps = marked("leak-branch sleep");
        assertThat(List.of(found.first().line(), found.second().line()))
                .as("%s", found)
                .anyMatch(l -> l.endsWith(waits))
                .anyMatch(l -> l.endsWith(sleeps));
    }
}
