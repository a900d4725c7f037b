package dev.lockstep.net.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases that are too slow or too privileged to run on the real kernel each time: the simulation is held to its record. */
class RecordedTest {
    private static final String RECORD = "/kernel-record.tsv";

    /** What timers of the kernel may be late, as a part of the time and in ms. */
    private static final double TOLERANCE = 0.06;

    private static final long LEAST_MILLIS = 450;

    /** What the real kernel did: name of the case to its lines. */
    static Map<String, List<Script.Line>> record() throws IOException {
        Map<String, List<Script.Line>> record = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedTest.class.getResourceAsStream(RECORD), RECORD),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split("\t", 3))
                    .forEach(l -> record.computeIfAbsent(l[0], n -> new ArrayList<>())
                            .add(new Script.Line(l[2], Long.parseLong(l[1]))));
        }
        return record;
    }

    @TestFactory
    Stream<DynamicTest> conformance() throws IOException {
        Map<String, List<Script.Line>> record = record();
        assertThat(record.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Recorded.CASES.stream().map(Case::name).toList());
        return Recorded.CASES.stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.name(), () -> check(c, Objects.requireNonNull(record.get(c.name())))));
    }

    private static void check(Case code, List<Script.Line> real) {
        List<Script.Line> simulated = Runs.simulated(code, 1, 2).lines();
        assertThat(simulated).extracting(Script.Line::text).isEqualTo(texts(real));
        boolean inTime = true;
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < real.size(); i++) {
            long expected = real.get(i).millis();
            long within = Math.max(LEAST_MILLIS, (long) (expected * TOLERANCE));
            long took = simulated.get(i).millis();
            inTime &= Math.abs(took - expected) <= within;
            times.append(real.get(i).text())
                    .append(": kernel ")
                    .append(expected)
                    .append(" ms, simulated ");
            times.append(took).append(" ms, expected within ").append(within).append(" ms\n");
        }
        assertThat(inTime).as(times.toString()).isEqualTo(code.difference().isEmpty());
    }

    private static List<String> texts(List<Script.Line> lines) {
        return lines.stream().map(Script.Line::text).toList();
    }
}
