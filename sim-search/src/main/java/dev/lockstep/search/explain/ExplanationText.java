package dev.lockstep.search.explain;

import dev.lockstep.search.Invariant;
import dev.lockstep.search.Outcome;
import java.util.List;
import java.util.Locale;

/** An {@link Explanation} on paper. */
public final class ExplanationText {
    /** A longer time line loses its middle. */
    private static final int FIRST = 30;

    private static final int LAST = 90;

    private static final String TIME_WAIT = " TIME_WAIT ";

    private final StringBuilder text = new StringBuilder();

    private ExplanationText() {}

    /**
     * The whole text, ending in a line end.
     *
     * @param all whether a long time line is printed whole
     */
    public static String of(Explanation explanation, boolean all) {
        ExplanationText paper = new ExplanationText();
        paper.verdict(explanation);
        paper.section("The plan", explanation.plan());
        paper.timeline(explanation.timeline(), all);
        if (!explanation.replay().outcome().passed()) {
            paper.section("Who waits for whom", explanation.waits());
            paper.section("The last that each host did", explanation.progress());
            paper.section("Faults in force", explanation.faults());
            paper.network(explanation.network());
        }
        return paper.text.toString();
    }

    private void verdict(Explanation explanation) {
        Outcome outcome = explanation.replay().outcome();
        line(explanation.replay().loaded().file() + ": "
                + explanation.replay().loaded().scenario().name() + " on "
                + explanation.replay().loaded().recipe().profile().name() + ", seed " + outcome.seed() + ", trace "
                + outcome.traceHash());
        if (outcome.passed()) {
            line("It passes: no promise broke in " + Timeline.seconds(outcome.virtualNanos()) + ".");
            return;
        }
        line("It breaks " + outcome.property() + " at " + Timeline.seconds(outcome.failedAtNanos()) + ": "
                + outcome.message());
        Invariant promise = explanation.promise();
        if (promise != null) {
            line("The promise: " + promise.sentence());
            if (!promise.bound().isEmpty()) {
                line("Its bound:   " + promise.bound());
            }
        }
    }

    private void timeline(List<TimelineEntry> entries, boolean all) {
        heading("What happened");
        int size = entries.size();
        int cut = all || size <= FIRST + LAST + 1 ? 0 : size - FIRST - LAST;
        int width = entries.stream().mapToInt(e -> e.host().length()).max().orElse(0);
        for (int i = 0; i < size; i++) {
            if (cut > 0 && i == FIRST) {
                line("  ... " + cut + " lines left out, --all prints them");
                i += cut;
            }
            line(line(entries.get(i), width));
        }
    }

    private static String line(TimelineEntry entry, int width) {
        String again = entry.times() == 1
                ? ""
                : String.format(
                        Locale.ROOT, " (and %d more until %s)", entry.times() - 1, Timeline.seconds(entry.lastNanos()));
        String host = entry.host() + " ".repeat(width - entry.host().length());
        return String.format(Locale.ROOT, "  %12.6f s  %s  %s%s", entry.nanos() / 1e9, host, entry.text(), again)
                .stripTrailing();
    }

    /** Connections that only wait for late packets are counted, not listed. */
    private void network(String netstat) {
        List<String> lines = netstat.lines().toList();
        List<String> open = lines.stream().filter(l -> !l.contains(TIME_WAIT)).toList();
        section("The network", open);
        if (open.size() < lines.size()) {
            line("  and " + (lines.size() - open.size()) + " in TIME_WAIT");
        }
    }

    private void section(String title, List<String> lines) {
        heading(title);
        if (lines.isEmpty()) {
            line("  nothing");
        }
        lines.forEach(l -> line("  " + l));
    }

    private void heading(String title) {
        line("");
        line(title);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
