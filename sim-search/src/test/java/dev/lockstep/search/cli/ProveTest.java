package dev.lockstep.search.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prove}: all of a space is run, what breaks is kept, and what was not run is said. */
class ProveTest {
    @TempDir
    private Path directory;

    private Cli prove(Object... arguments) {
        Object[] all = new Object[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "prove";
        all[all.length - 3] = "--json";
        all[all.length - 2] = "--save";
        all[all.length - 1] = directory;
        return Cli.run(all);
    }

    @Test
    void theRightBuildPassesTheWholeSpace() {
        Cli proof = prove("toy", "--values", 5);

        assertThat(proof.status()).as(proof.out() + proof.err()).isZero();
        JsonNode last = proof.lastJson();
        assertThat(last.get("complete").booleanValue()).isTrue();
        assertThat(last.get("runs").longValue()).as("moments * gaps * lengths").isEqualTo(5 * 3 * 2);
        assertThat(last.get("failures")).isEmpty();
        JsonNode toy = last.get("scenarios").get("toy");
        assertThat(toy.get("decisions").intValue()).isEqualTo(3);
        assertThat(toy.get("worst").get("retries").get("value").longValue())
                .as("two cuts, and a retry after 100 ms meets the second one")
                .isEqualTo(2);
    }

    @Test
    void aShallowSpaceIsSmaller() {
        Cli proof = prove("toy", "--values", 4, "--depth", 1);

        assertThat(proof.status()).isZero();
        assertThat(proof.lastJson().get("runs").longValue()).isEqualTo(4);
    }

    @Test
    void whatBreaksIsKeptAndReplays() throws IOException {
        Cli proof = prove("toy", "--profile", "hasty");

        assertThat(proof.status()).as(proof.err()).isEqualTo(1);
        JsonNode last = proof.lastJson();
        assertThat(last.get("failed").longValue())
                .isBetween(1L, last.get("runs").longValue() - 1);
        assertThat(last.get("failures")).isNotEmpty();
        for (JsonNode failure : last.get("failures")) {
            Path file = Path.of(failure.get("file").textValue());
            assertThat(Files.readString(file)).contains("lockstep prove").doesNotContain("\"choices\"");
            Cli replay = Cli.run("replay", file, "--json");
            assertThat(replay.status()).as(replay.out()).isZero();
            assertThat(replay.lastJson().get("classification").textValue()).isEqualTo("still-fails");
        }
    }

    @Test
    void allOrdersOfThreadsAreTried() throws IOException {
        Cli proof = prove("racy", "--stream", "schedule", "--depth", 20);

        assertThat(proof.status()).as(proof.out() + proof.err()).isEqualTo(1);
        JsonNode last = proof.lastJson();
        assertThat(last.get("complete").booleanValue()).isTrue();
        assertThat(last.get("failed").longValue())
                .isBetween(1L, last.get("runs").longValue() - 1);
        assertThat(last.get("scenarios")
                        .get("racy")
                        .get("worst")
                        .get("sum")
                        .get("value")
                        .longValue())
                .isEqualTo(2);
        Path file = Path.of(last.get("failures").get(0).get("file").textValue());
        Cli replay = Cli.run("replay", file, "--json");
        assertThat(replay.lastJson().get("classification").textValue()).isEqualTo("still-fails");

        String other = Files.readString(file).replaceAll("(?s)(\"schedule\": \\[).*?\\]", "$1 1, 1 ]");
        Files.writeString(file, other);
        assertThat(Cli.run("replay", file, "--json")
                        .lastJson()
                        .get("classification")
                        .textValue())
                .as("the second thread alone, then the first")
                .isEqualTo("fixed");
    }

    @Test
    void whatIsNotCompleteIsNoSuccess() {
        Cli proof = prove("toy", "--runs", 7);

        assertThat(proof.status()).isEqualTo(3);
        assertThat(proof.lastJson().get("complete").booleanValue()).isFalse();
        assertThat(proof.lastJson().get("runs").longValue()).isEqualTo(7);
        Cli text = Cli.run("prove", "toy", "--runs", 7, "--save", directory);
        assertThat(text.out())
                .contains("toy: 7 runs, 0 failures, NOT complete")
                .contains("sendNanos")
                .contains("at most");
        Cli all = Cli.run("prove", "toy", "--runs", 18, "--save", directory);
        assertThat(all.out()).contains("toy: 18 runs, 0 failures, complete: every combination of all decisions");
    }
}
