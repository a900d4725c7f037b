package dev.lockstep.search.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a failure through the commands: found, saved, replayed, shrunk. */
class CommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private Path found() {
        Cli search = Cli.run(
                "search", "toy", "--profile", "hasty", "--from", 1, "--seeds", 100, "--save", directory, "--json");
        assertThat(search.status()).as(search.err()).isEqualTo(1);
        return Path.of(search.lastJson().get("failures").get(0).get("file").textValue());
    }

    @Test
    void searchSaysWhatItFound() throws IOException {
        Cli search = Cli.run(
                "search", "toy", "--profile", "hasty", "--from", 1, "--seeds", 100, "--save", directory, "--json");

        assertThat(search.status()).isEqualTo(1);
        JsonNode last = search.lastJson();
        assertThat(keys(last)).startsWith("runs", "failures", "wallNanos", "virtualNanos", "events");
        assertThat(last.get("runs").longValue()).isEqualTo(100);
        assertThat(last.get("failures")).hasSizeBetween(1, 10);
        assertThat(keys(last.get("failures").get(0))).containsExactly("seed", "property", "file");
        for (JsonNode failure : last.get("failures")) {
            assertThat(Path.of(failure.get("file").textValue())).exists();
            assertThat(failure.get("property").textValue()).isEqualTo("all-delivered");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(last.get("failures").size())
                    .allMatch(f -> f.toString().endsWith(".json"));
        }
        assertThat(search.lines()).hasSize(last.get("failures").size() + 1);
    }

    @Test
    void searchOfTheRightBuildFindsNothing() {
        Cli search = Cli.run("search", "toy", "--seeds", 100, "--save", directory.resolve("none"), "--jobs", 2);

        assertThat(search.status()).as(search.out() + search.err()).isZero();
        assertThat(search.out())
                .contains("100 seeds, 0 failures")
                .contains("--from")
                .contains("retries");
        assertThat(search.err()).isEmpty();
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void searchStopsWhenTheTimeIsUp() {
        long start = System.nanoTime();
        Cli search = Cli.run("search", "toy", "--for", "300ms", "--json");

        assertThat(search.status()).isZero();
        assertThat(search.lines()).hasSize(1);
        assertThat(search.lastJson().get("runs").longValue()).isPositive();
        assertThat(System.nanoTime() - start).isBetween(300_000_000L, 20_000_000_000L);
    }

    @Test
    void searchFindsSeedsThatDependOnThoseBefore() {
        Cli search = Cli.run("search", "leaky", "--seeds", 64, "--save", directory, "--json");

        assertThat(search.status()).isEqualTo(1);
        assertThat(search.json(0).get("property").textValue()).isEqualTo("determinism");
        assertThat(search.json(0).get("message").textValue()).contains("two runs of the seed took different paths");
    }

    @Test
    void searchSaysWhichProbesNoRunReached() {
        Cli search = Cli.run("search", "racy", "--from", 1, "--seeds", 20, "--save", directory, "--json");
        JsonNode last = search.lastJson();
        List<String> missing = new ArrayList<>();
        last.get("neverReached").forEach(n -> missing.add(n.textValue()));

        assertThat(missing).contains("beyond-two", "negative").doesNotContain("overtaken", "second");
        assertThat(last.get("probes").get("overtaken").longValue()).isPositive();
        assertThat(last.get("probes").get("negative").longValue()).isZero();
        assertThat(Cli.run("search", "racy", "--from", 1, "--seeds", 20, "--save", directory)
                        .out())
                .contains("never reached: ")
                .contains("beyond-two");
    }

    @Test
    void twoSearchesWithoutFromExploreDifferentSeeds() {
        long first = Cli.run("search", "toy", "--seeds", 1, "--json")
                .lastJson()
                .get("from")
                .longValue();
        long second = Cli.run("search", "toy", "--seeds", 1, "--json")
                .lastJson()
                .get("from")
                .longValue();

        assertThat(first).isNotEqualTo(second).isNotNegative();
    }

    @Test
    void replayTakesTheSamePath() {
        Path file = found();
        Cli first = Cli.run("replay", file, "--json");
        Cli second = Cli.run("replay", file, "--json");

        assertThat(first.status()).as(first.out() + first.err()).isZero();
        JsonNode object = first.lastJson();
        assertThat(keys(object))
                .startsWith("file", "verdict", "property", "virtualNanos", "events", "traceHash", "metrics");
        assertThat(object.get("verdict").textValue()).isEqualTo("fail");
        assertThat(object.get("property").textValue()).isEqualTo("all-delivered");
        assertThat(object.get("classification").textValue()).isEqualTo("still-fails");
        assertThat(object.get("traceHash").textValue()).matches("[0-9a-f]{16}");
        assertThat(object.get("metrics").get("retries").longValue()).isPositive();
        assertThat(second.lastJson().get("traceHash")).isEqualTo(object.get("traceHash"));
    }

    @Test
    void replayOfAWholeDirectoryLeavesTheSchemaOut() throws IOException {
        Path schema = Files.writeString(directory.resolve("schema.json"), "{}");

        assertThat(Cli.run("replay", found(), schema).status()).isZero();
        assertThat(Cli.run("replay", schema).status()).isEqualTo(2);
    }

    @Test
    void replayOnTheRightBuildIsFixed() {
        Cli replay = Cli.run("replay", found(), "--profile", "base", "--json");

        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.lastJson().get("verdict").textValue()).isEqualTo("pass");
        assertThat(replay.lastJson().get("property").isNull()).isTrue();
        assertThat(replay.lastJson().get("classification").textValue()).isEqualTo("fixed");
    }

    @Test
    void replayWritesTheTrace() throws IOException {
        Path trace = directory.resolve("trace.jsonl");
        Cli replay = Cli.run("replay", found(), "--trace", trace, "--json");

        List<String> lines = Files.readAllLines(trace);
        assertThat(lines).hasSize(replay.lastJson().get("events").intValue());
        assertThat(lines.getLast())
                .contains("\"hash\":\"" + replay.lastJson().get("traceHash").textValue() + "\"")
                .contains("\"virtualNanos\":");
    }

    @Test
    void replayWritesThePackets() throws IOException {
        Path packets = directory.resolve("run.pcap");
        Cli without = Cli.run("replay", found(), "--json");
        Cli with = Cli.run("replay", found(), "--pcap", packets, "--json");

        assertThat(Files.readAllBytes(packets)).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
        assertThat(with.lastJson().get("traceHash"))
                .isEqualTo(without.lastJson().get("traceHash"));
        assertThat(Cli.run("replay", found(), found(), "--pcap", packets).status())
                .isEqualTo(2);
    }

    @Test
    void replaySaysThatThePathIsAnother() throws IOException {
        Path file = found();
        String text = Files.readString(file);
        Path other = directory.resolve("other.json");
        Files.writeString(other, text.replaceAll("\"traceHash\": \"....", "\"traceHash\": \"0000"));
        Cli diverged = Cli.run("replay", other, "--json");
        assertThat(diverged.status()).isEqualTo(1);
        assertThat(diverged.lastJson().get("classification").textValue()).isEqualTo("diverged");

        Files.writeString(other, Files.readString(other).replaceAll("\"codeVersion\": \"0", "\"codeVersion\": \"9"));
        Cli moved = Cli.run("replay", other, "--json");
        assertThat(moved.status()).isZero();
        assertThat(moved.lastJson().get("classification").textValue()).isEqualTo("moved");
    }

    @Test
    void replaySaysWhereItLeftThePath() throws IOException {
        Path file = found();
        String text = Files.readString(file);
        List<String> hashes = new ArrayList<>();
        MAPPER.readTree(text).get("checkpoints").get("hashes").forEach(h -> hashes.add(h.textValue()));
        long every = MAPPER.readTree(text).get("checkpoints").get("every").longValue();
        assertThat(hashes).hasSizeGreaterThan(3);
        assertThat(Cli.run("replay", file, "--json").lastJson().has("leftFromEvent"))
                .isFalse();

        String other = text.replaceAll("\"traceHash\": \"....", "\"traceHash\": \"0000");
        for (String hash : hashes.subList(2, hashes.size())) {
            other = other.replace(hash, "f".repeat(16));
        }
        Files.writeString(file, other);
        JsonNode object = Cli.run("replay", file, "--json").lastJson();
        assertThat(object.get("leftFromEvent").longValue()).isEqualTo(2 * every);
        assertThat(object.get("leftToEvent").longValue()).isEqualTo(3 * every - 1);
        assertThat(Cli.run("replay", file).out())
                .contains("left the recorded path at event " + 2 * every + " to " + (3 * every - 1) + "; 'lockstep");
        assertThat(Cli.run("replay", file, "--profile", "base").out()).doesNotContain("left the recorded path");
    }

    @Test
    void replayMindsTheLatestTime() throws IOException {
        Path file = found();
        Files.writeString(
                file, Files.readString(file).replace("\"property\": \"all-d", "\"within\": 5, \"property\": \"all-d"));
        Cli replay = Cli.run("replay", file);

        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.out()).contains("FAIL (other) all-delivered");
    }

    @Test
    void shrinkFindsTheTwoCutsThatMatter() throws IOException {
        Path file = found();
        Path small = directory.resolve("small.json");
        Cli shrink = Cli.run("shrink", file, "-o", small, "--json");
        assertThat(shrink.status()).as(shrink.err()).isZero();
        assertThat(shrink.lastJson().get("actions").intValue())
                .as(Files.readString(small))
                .isEqualTo(2);
        assertThat(shrink.lastJson().get("complete").booleanValue()).isTrue();

        String text = Files.readString(small);
        Cli.run("shrink", file, "-o", small);
        assertThat(Files.readString(small)).isEqualTo(text).contains("\"numbers\": 2\n");

        Cli replay = Cli.run("replay", small, "--json");
        assertThat(replay.status()).isZero();
        assertThat(text).contains(replay.lastJson().get("traceHash").textValue());
    }

    @Test
    void shrinkRefusesWhatDoesNotFail() throws IOException {
        Path file = found();
        Files.writeString(file, Files.readString(file).replace("hasty", "base"));
        Cli shrink = Cli.run("shrink", file, "-o", directory.resolve("out.json"));

        assertThat(shrink.status()).isEqualTo(1);
        assertThat(shrink.err()).contains("passes, expected all-delivered");
        assertThat(directory.resolve("out.json")).doesNotExist();
    }

    @Test
    void defectsAreAddedById() {
        Cli search =
                Cli.run("search", "toy", "--defect", "slow", "--from", 1, "--seeds", 5, "--save", directory, "--json");

        assertThat(search.lastJson().get("failures").get(0).get("property").textValue())
                .isEqualTo("in-time");
        Path file = Path.of(search.lastJson().get("failures").get(0).get("file").textValue());
        assertThat(file.toString()).contains("toy-base-slow-in-time-");
        assertThat(Cli.run("replay", file).status()).isZero();
    }

    @Test
    void defectsAreAddedByFile() throws IOException {
        Path own = directory.resolve("own.patch");
        String known = Files.readString(
                Path.of(System.getProperty("lockstep.root")).resolve("sim-search/src/test/resources/toy/slow.patch"));
        Files.writeString(own, known.replace("Id: slow", "Id: own"));
        Path save = directory.resolve("deep/found");
        Cli search = Cli.run("search", "toy", "--defect", own, "--from", 1, "--seeds", 5, "--save", save, "--json");

        Path file = Path.of(search.lastJson().get("failures").get(0).get("file").textValue());
        assertThat(Files.readString(file)).contains("\"../../own.patch\"");
        assertThat(Cli.run("replay", file).status()).isZero();
    }

    @Test
    void listsSayWhatThereIs() {
        assertThat(Cli.run("scenarios").out()).containsPattern("(?m)^toy +numbers over a link that is cut$");
        assertThat(Cli.run("profiles").out()).contains("hasty").contains("gives-up");
        assertThat(Cli.run("defects").out()).contains("slow").contains("in-time");
        assertThat(Cli.run("invariants").out()).contains("all-delivered").contains("step-budget");
        assertThat(Cli.run("scenarios", "--json").lastJson().get("name").textValue())
                .isEqualTo("toy");
        assertThat(Cli.run("profiles", "--json").json(1).get("defects").get(0).textValue())
                .isEqualTo("gives-up");
        assertThat(Cli.run("defects", "--json").lines()).hasSize(2);
        assertThat(Cli.run("invariants", "--json").lines()).hasSize(9);
    }

    @Test
    void explainTellsThePlanThePromiseAndTheWaits() {
        Path file = found();
        Cli told = Cli.run("explain", file);
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("It breaks all-delivered at ")
                .contains("The promise: ")
                .contains("The plan\n  at ")
                .contains("What happened\n")
                .contains("Who waits for whom\n")
                .contains("Faults in force\n");

        JsonNode object = Cli.run("explain", file, "--json").lastJson();
        assertThat(keys(object)).startsWith("file", "verdict", "property", "message", "failedAtNanos", "promise");
        assertThat(object.get("traceHash"))
                .isEqualTo(Cli.run("replay", file, "--json").lastJson().get("traceHash"));
    }

    @Test
    void explainOfARunThatPassesSaysSo() {
        Cli told = Cli.run("explain", found(), "--profile", "base");
        assertThat(told.status()).isZero();
        assertThat(told.out()).contains("It passes: no promise broke in ").doesNotContain("Who waits for whom");
    }

    @Test
    void searchEndsWithTheExplanationOfItsFirstFailure() {
        Cli search = Cli.run("search", "toy", "--profile", "hasty", "--from", 1, "--seeds", 20, "--save", directory);
        assertThat(search.out()).contains("seeds/s").contains("It breaks all-delivered at ");
        assertThat(search.out().indexOf("seeds/s")).isLessThan(search.out().indexOf("It breaks"));
    }

    @Test
    void reportIsOnePageThatLoadsNothing() throws IOException {
        Path file = found();
        Path page = directory.resolve("page.html");
        Cli report = Cli.run("report", file, "-o", page, "--json");
        assertThat(report.status()).as(report.err()).isZero();
        assertThat(report.lastJson().get("verdict").textValue()).isEqualTo("fail");

        String html = Files.readString(page);
        assertThat(html)
                .contains(report.lastJson().get("traceHash").textValue())
                .contains("\"property\":\"all-delivered\"")
                .contains("\"packets\":[")
                .doesNotContain("src=", "href=", "@DATA@", "@TITLE@");
        assertThat(html.split("</script>", -1)).hasSize(3);

        Cli.run("report", file, "-o", page);
        assertThat(Files.readString(page)).isEqualTo(html);
    }

    @Test
    void reportThatCannotBeWrittenSaysSo() {
        Path file = found();
        Cli report = Cli.run("report", file, "-o", file.resolve("page.html"));
        Cli missing = Cli.run("report", file);

        assertThat(report.status()).isEqualTo(3);
        assertThat(report.err()).startsWith("lockstep report: ").hasLineCount(1);
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("--output");
    }
}
