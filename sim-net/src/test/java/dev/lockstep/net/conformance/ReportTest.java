package dev.lockstep.net.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report of the suite, which docs/network-conformance.md holds. */
class ReportTest {
    private static final int LEAST_CASES = 120;

    /** The cases by what they are about. */
    private static Map<String, List<Case>> cases() {
        Map<String, List<Case>> all = new LinkedHashMap<>();
        all.put("addresses: IPv6, dual binding, names, files through channels", new AddressesTest().cases());
        all.put("asynchronous channels and groups", new AsynchronousTest().cases());
        all.put("socket channels", new ChannelsTest().cases());
        all.put("connecting, binding, listening", new ConnectingTest().cases());
        all.put("datagram channels and sockets", new DatagramsTest().cases());
        all.put("half-close, close, reset", new EndingsTest().cases());
        all.put("Unix-domain channels and pipes", new LocalChannelsTest().cases());
        all.put("options", new OptionsTest().cases());
        all.put("selectors and keys", new SelectorsTest().cases());
        all.put("bytes through blocking sockets", new StreamsTest().cases());
        all.put("time-outs, interrupts, asynchronous close", new WaitingTest().cases());
        all.put("lost packets and long waits (recorded)", Recorded.CASES);
        return all;
    }

    private static List<String> report() {
        List<String> lines =
                new ArrayList<>(List.of("| about | cases | agreeing | differing |", "| --- | --- | --- | --- |"));
        List<String> reasons = new ArrayList<>();
        long total = 0;
        long differing = 0;
        for (Map.Entry<String, List<Case>> area : cases().entrySet()) {
            List<Case> different = area.getValue().stream()
                    .filter(c -> !c.difference().isEmpty())
                    .toList();
            lines.add(line(area.getKey(), area.getValue().size(), different.size()));
            different.forEach(c -> reasons.add("- " + c.name() + ": " + c.difference() + "."));
            total += area.getValue().size();
            differing += different.size();
        }
        lines.add(line("**all**", total, differing));
        lines.addAll(reasons);
        return lines;
    }

    private static String line(String name, long all, long different) {
        return "| " + name + " | " + all + " | " + (all - different) + " | " + different + " |";
    }

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        List<String> report = report();
        report.forEach(System.out::println);
        Path page = Path.of(System.getProperty("lockstep.root", ".."), "docs", "network-conformance.md");
        assertThat(Files.readAllLines(page)).as("%s", page).containsSubsequence(report);
        assertThat(cases().values().stream().mapToInt(List::size).sum()).isGreaterThanOrEqualTo(LEAST_CASES);
    }
}
