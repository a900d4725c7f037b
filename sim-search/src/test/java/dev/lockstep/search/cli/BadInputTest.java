package dev.lockstep.search.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong use and damaged files: one line that says what, where and what was expected; exit code 2; nothing was changed. */
class BadInputTest {
    private static final String SEED = """
        {
          "format": 1, "scenario": "toy", "profile": "hasty", "defects": [], "seed": 7,
          "plan": { "settings": { "numbers": 3 },
            "actions": [ { "atNanos": 0, "forNanos": 5, "kind": "cut", "target": "a->b", "arguments": {} } ] },
          "expect": { "verdict": "fail", "property": "all-delivered" },
          "traceHash": "0123456789abcdef"
        }
        """;

    @TempDir
    private Path directory;

    private static void assertOneLine(Cli run, String message) {
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        prove toy --depth 0              | --depth is 0, expected 1 to 1000
        prove toy --values 1             | --values is 1, expected 2 to 1000
        prove toy --runs 0               | --runs is 0, expected at least 1
        search nothing                   | unknown scenario 'nothing', expected one of leaky, racy, stateful, toy
        search --profile nothing         | unknown profile 'nothing', expected one of base, hasty
        search toy --profile nothing     | unknown profile 'nothing', expected one of base, hasty
        search --defect nothing          | unknown defect 'nothing', expected one of gives-up, slow
        search --defect no/such.patch    | defect file no/such.patch does not exist
        search --seeds 0                 | --seeds is 0, expected at least 1
        search --seeds many              | 'many' is not a long
        search --seeds 1 --for 1s        | mutually exclusive
        search --for soon                | 'soon' is no span of time, expected for example 60s
        search --for 0s                  | '0s' is no span of time
        search --jobs 0                  | --jobs is 0, expected 1 to 1024
        search --sedes 5                 | unknown option '--sedes', did you mean --seeds?
        search toy toy                   | unexpected argument 'toy'
        search --save pom.xml            | cannot save to pom.xml, expected a directory
        serach                           | unknown command 'serach'
        bench nothing                    | nothing to measure is named nothing, expected one that
        bench --rounds 0                 | --rounds is 0, expected 1 to 1000
        explain                          | Missing required parameter: 'FILE'
        explain no-such.json             | no-such.json does not exist, expected a seed file
        report pom.xml                   | Missing required option: '--output=OUT.html'
        --unknown                        | unknown option '--unknown'
        replay                           | Missing required parameter: 'FILE'
        replay no-such.json              | no-such.json does not exist, expected a seed file
        replay src                       | src is a directory, expected a seed file
        shrink                           | Missing required parameter: 'FILE'
        shrink no-such.json              | no-such.json does not exist
        determinism --seeds 0            | --seeds is 0, expected 1 to 100000
        determinism nothing              | unknown scenario 'nothing'
        scenarios --classpath no.jar     | class path element 'no.jar' does not exist
        """)
    void wrongUseIsToldInOneLine(String line, String message) {
        assertOneLine(Cli.run((Object[]) line.split(" ", -1)), message);
    }

    @Test
    void noCommandIsWrongUse() {
        assertOneLine(Cli.run(), "no command given (try 'lockstep --help')");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        "format": 1           | "format": 2               | format is 2, expected 1, the format of this version
        "format": 1           | "format": "1"             | format is "1", expected a whole number from 1
        "format": 1,          |                           | format is missing
        "format": 1,          | "format": 1, "format": 1, | damaged at line 2
        "scenario": "toy"     | "scenario": "gone"        | unknown scenario 'gone', expected one of leaky, racy, stateful, toy
        "scenario": "toy"     | "scenari": "toy"          | unknown key scenari, expected one of
        "profile": "hasty"    | "profile": "gone"         | unknown profile 'gone'
        "profile": "hasty"    | "profile": null           | profile is null, expected a text
        "defects": []         | "defects": ["gone"]       | unknown defect 'gone', expected one of gives-up, slow
        "defects": []         | "defects": {}             | defects is {}, expected a list
        "defects": []         | "defects": ["gone.patch"] | gone.patch does not exist
        "seed": 7             | "seed": 7.5               | seed is 7.5, expected a whole number of 64 bits
        "seed": 7             | "seed": 99999999999999999999 | seed is 99999999999999999999, expected a whole number
        "seed": 7,            |                           | seed is missing, expected a value
        "numbers": 3          | "numbers": 0              | plan.settings.numbers is 0, expected 1 to 1000
        "numbers": 3          | "numbers": true           | plan.settings.numbers is true, expected a whole number
        "numbers": 3          |                           | plan.settings lacks numbers
        "atNanos": 0          | "atNanos": -1             | plan.actions[0].atNanos is -1, expected a whole number from 0
        "atNanos": 0,         |                           | plan.actions[0].atNanos is missing
        "kind": "cut"         | "kind": "fly"             | unknown kind fly, expected cut
        "arguments": {}       | "arguments": {"a": 1}     | plan.actions[0].arguments.a is 1, expected a text
        "target"              | "tagret"                  | unknown key plan.actions[0].tagret
        "verdict": "fail"     | "verdict": "maybe"        | expect.verdict is "maybe", expected "pass" or "fail"
        "verdict": "fail"     | "verdict": "pass"         | unknown key expect.property, expected one of verdict
        "all-delivered"       | "gone"                    | unknown property 'gone', expected one of all-delivered, in-time
        , "property": "all-delivered" |                   | expect.property is missing
        0123456789abcdef      | 0123456789ABCDEF          | traceHash is "0123456789ABCDEF", expected 16 hex digits
        """)
    void aDamagedFileIsToldInOneLine(String from, String to, String message) throws IOException {
        assertThat(SEED).contains(from);
        Path file = directory.resolve("seed.json");
        Files.writeString(file, SEED.replace(from, to == null ? "" : to));

        for (String command : List.of("replay", "shrink")) {
            Cli run = Cli.run(command, file);
            assertOneLine(run, message);
            assertThat(run.err()).contains(file.toString());
        }
        assertThat(directory).isDirectoryNotContaining("glob:**-min.json");
    }

    @Test
    void aFileThatIsCutOffAnywhereIsToldInOneLine() throws IOException {
        Path file = directory.resolve("seed.json");
        String whole = SEED.strip();
        for (int length = 0; length < whole.length(); length += 7) {
            Files.writeString(file, whole.substring(0, length));
            assertOneLine(Cli.run("replay", file), file.toString());
        }
    }

    @Test
    void whatIsNoTextIsToldInOneLine() throws IOException {
        Path file = directory.resolve("seed.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe});
        assertOneLine(Cli.run("replay", file), "is not a text in UTF-8");
        Files.write(file, "[1]".getBytes(StandardCharsets.UTF_8));
        assertOneLine(Cli.run("replay", file), "the document is [1], expected an object");
        Files.writeString(file, SEED + "{}");
        assertOneLine(Cli.run("replay", file), "damaged");
    }

    @Test
    void everyDamagedFileIsToldAndNoneIsRun() throws IOException {
        Path good = directory.resolve("good.json");
        Files.writeString(good, SEED);
        Cli run = Cli.run("replay", good, "no-1.json", "no-2.json");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldInOneLine() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        Path save = directory.resolve("file/found");
        Cli run = Cli.run("search", "toy", "--profile", "hasty", "--from", 1, "--seeds", 2, "--save", save, "--json");

        assertThat(run.err().lines().filter(l -> l.contains("cannot write"))).hasSize(1);
        assertThat(run.lastJson().get("failures").get(0).get("file").isNull()).isTrue();
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aTraceThatCannotBeWrittenIsToldInOneLine() throws IOException {
        Path good = directory.resolve("good.json");
        Files.writeString(good, SEED);
        Cli nowhere = Cli.run("replay", good, "--trace", directory.resolve("no/trace.jsonl"));
        assertThat(nowhere.status()).isEqualTo(3);
        assertThat(nowhere.err().lines()).hasSize(1);

        Cli full = Cli.run("replay", good, "--trace", "/dev/full");
        assertThat(full.status()).isEqualTo(3);
        assertThat(full.err()).contains("No space left on device");
        assertThat(full.err().lines()).hasSize(1);
    }

    @Test
    void packetsThatCannotBeWrittenAreToldInOneLine() throws IOException {
        Path good = directory.resolve("good.json");
        Files.writeString(good, SEED);
        for (String where : List.of(directory.resolve("no/run.pcap").toString(), "/dev/full")) {
            Cli replay = Cli.run("replay", good, "--pcap", where);
            assertThat(replay.status()).isEqualTo(3);
            assertThat(replay.err().lines()).hasSize(1);
        }
    }

    @Test
    void helpIsThereForEveryCommand() {
        for (String command : List.of(
                "search",
                "prove",
                "replay",
                "shrink",
                "explain",
                "report",
                "bench",
                "determinism",
                "scenarios",
                "profiles",
                "defects",
                "invariants")) {
            assertThat(Cli.run("--help").out()).contains(command);
            Cli help = Cli.run(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: lockstep " + command).contains("--classpath");
        }
        assertThat(Cli.run("--version").out()).startsWith("lockstep 0.1.0");
    }
}
