package dev.lockstep.node.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every recorded case of a real server, asked of a node on a socket. A case that differs must stand in {@code golden/differences.tsv} with
 * its reason; one that stands there must differ. {@code -Dgolden.only=zset-} runs the cases whose id begins so.
 */
@Execution(ExecutionMode.CONCURRENT)
class GoldenTest {
    private static final String ONLY = System.getProperty("golden.only", "");
    private static final Map<String, int[]> COUNTS = new ConcurrentSkipListMap<>();

    @TempDir
    private Path dir = Path.of("");

    @TestFactory
    Stream<DynamicTest> answersLikeKvrocks() throws IOException {
        Map<String, String> differences = differences();
        return GoldenCase.all().stream()
                .filter(recorded -> recorded.id().startsWith(ONLY))
                .map(recorded ->
                        DynamicTest.dynamicTest(recorded.id(), () -> check(recorded, differences.get(recorded.id()))));
    }

    private void check(GoldenCase recorded, @org.jspecify.annotations.Nullable String reason)
            throws IOException, InterruptedException {
        String difference = GoldenRun.difference(recorded, dir.resolve(recorded.id()));
        int[] one = {1, difference == null ? 1 : 0, reason == null ? 0 : 1};
        COUNTS.merge(recorded.group(), one, (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
        if (reason == null) {
            assertThat(difference).as(recorded.id()).isNull();
        } else {
            assertThat(difference)
                    .as("%s is listed as a difference (%s) but agrees", recorded.id(), reason)
                    .isNotNull();
        }
    }

    private static Map<String, String> differences() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenTest.class.getResourceAsStream("/golden/differences.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
        }
    }

    @AfterAll
    static void printCounts() {
        int[] all = new int[3];
        COUNTS.forEach((group, counts) -> {
            print(group, counts);
            for (int i = 0; i < all.length; i++) {
                all[i] += counts[i];
            }
        });
        print("all", all);
    }

    private static void print(String group, int[] counts) {
        System.out.printf(
                "golden %-18s %4d cases %4d equal %3d listed as different%n", group, counts[0], counts[1], counts[2]);
    }
}
