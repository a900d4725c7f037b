package dev.lockstep.search.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.toy.MoodyScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench of known defects: what it counts as found, and what it says of seeds that fail without the defect. */
class DefectBenchTest {
    private static final int SEARCHES = 3;

    @TempDir
    private Path directory;

    private Path saved;

    @BeforeEach
    void chooseWhereToSave() {
        saved = directory.resolve("saved");
    }

    private Cli bench(Object... more) {
        Object[] words = {
            "bench",
            "--defects",
            "--id",
            "gives-up",
            "--repeats",
            SEARCHES,
            "--shrink",
            50,
            "--from",
            1,
            "--save",
            saved
        };
        return Cli.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
    }

    /** A class path on which the scenario is that a promise of the right system breaks in. */
    private Path moody() throws IOException {
        Path services = Files.createDirectories(directory.resolve("moody/META-INF/services"));
        Files.writeString(services.resolve(Scenario.class.getName()), MoodyScenario.class.getName());
        return directory.resolve("moody");
    }

    @Test
    void eachSearchFindsTheDefect() throws IOException {
        Cli bench = bench("--json");

        assertThat(bench.status()).as(bench.out() + bench.err()).isZero();
        JsonNode row = bench.lastJson();
        assertThat(row.get("found").intValue()).isEqualTo(SEARCHES);
        assertThat(row.get("schedules")).hasSize(SEARCHES);
        assertThat(row.get("properties").get("all-delivered").intValue()).isEqualTo(SEARCHES);
        assertThat(row.get("alarms")).isEmpty();
        Path file = saved.resolve("gives-up.json");
        assertThat(row.get("actions").intValue())
                .isEqualTo(new ObjectMapper()
                        .readTree(file.toFile())
                        .at("/plan/actions")
                        .size())
                .isBetween(1, 4);
        assertThat(Cli.run("replay", file).status()).isZero();
    }

    @Test
    void nothingIsFoundWithinTooSmallABudget() {
        Cli bench = bench("--json", "--budget", 1);

        assertThat(bench.status()).isEqualTo(1);
        assertThat(bench.lastJson().get("found").intValue()).isZero();
        assertThat(bench.lastJson().get("schedules")).allMatch(s -> s.intValue() == 1);
        assertThat(saved).doesNotExist();
    }

    @Test
    void aSeedThatFailsWithoutTheDefectTooDoesNotCount() throws IOException {
        Path moody = moody();
        Cli bench = bench("--json", "--classpath", moody);

        assertThat(bench.status()).as(bench.out() + bench.err()).isEqualTo(1);
        JsonNode row = bench.lastJson();
        assertThat(row.get("found").intValue()).as(row.toString()).isEqualTo(SEARCHES);
        assertThat(row.get("properties").has("mood")).as(row.toString()).isFalse();
        List<JsonNode> alarms =
                StreamSupport.stream(row.get("alarms").spliterator(), false).toList();
        assertThat(alarms).isNotEmpty().allSatisfy(alarm -> {
            assertThat(alarm.get("scenario").textValue()).isEqualTo("moody");
            assertThat(alarm.get("property").textValue()).isEqualTo("mood");
            Path file = saved.resolve("base-moody-" + alarm.get("seed").longValue() + ".json");
            assertThat(Files.readString(file)).contains("\"defects\": [ ]", "expected no multiple of 4");
            assertThat(Cli.run("replay", file, "--classpath", moody).status()).isZero();
        });
    }

    @Test
    void theTableNamesTheSeedsThatFailWithoutTheDefect() throws IOException {
        assertThat(bench("--classpath", moody()).out()).contains("| broken without it |", "mood (moody ");
        assertThat(bench().lines().getLast())
                .matches("\\| gives-up \\| 3 of 3 \\| .* \\| all-delivered \\| \\d \\|  \\|");
    }
}
