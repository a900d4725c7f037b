package dev.lockstep.search.cli;

import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.search.defectbench.Alarm;
import dev.lockstep.search.defectbench.Attempt;
import dev.lockstep.search.defectbench.BenchOptions;
import dev.lockstep.search.defectbench.DefectBench;
import dev.lockstep.search.defectbench.Median;
import dev.lockstep.search.defectbench.Row;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.CodeVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of {@code lockstep bench} that searches the known defects; a mixin. */
final class DefectBenching {
    private static final long RANDOM_SEEDS = 1L << 52;
    private static final double NANOS = 1e9;

    @Option(names = "--defects", description = "Searches each known defect and tells how many schedules it takes.")
    private boolean wanted;

    @Option(names = "--id", paramLabel = "ID", description = "Only this defect. May be repeated.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "S",
            description = "Order of threads: ${COMPLETION-CANDIDATES}; default: that of each scenario.")
    @Nullable
    private Scheduling strategy;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most schedules of one search; default: ${DEFAULT-VALUE}.")
    private long budget = 1_000;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "3",
            description = "Searches of each defect, from other seeds each; default: ${DEFAULT-VALUE}.")
    private int repeats = 3;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            defaultValue = "100",
            description = "Runs to spend on the smallest plan of a defect; default: ${DEFAULT-VALUE}.")
    private int shrink = 100;

    @Option(names = "--from", paramLabel = "SEED", description = "First seed; default: a random one, which is printed.")
    @Nullable
    private Long from;

    @Option(names = "--save", paramLabel = "DIR", description = "Directory for the smallest seed file of each defect.")
    @Nullable
    private Path save;

    /** Whether this part was asked for. */
    boolean wanted() {
        return wanted;
    }

    /**
     * Benches and prints a table of Markdown, or a JSON object a defect.
     *
     * @return the exit code: 1 if a defect was not found, or the right system broke a promise
     */
    int run(Catalog catalog, boolean json, PrintWriter out) throws IOException {
        long first = from == null ? ThreadLocalRandom.current().nextLong(RANDOM_SEEDS) : from;
        BenchOptions options = new BenchOptions(ids, strategy, budget, repeats, shrink, first, save);
        if (!json) {
            header(options, out);
        }
        AtomicBoolean all = new AtomicBoolean(true);
        new DefectBench(catalog, options).run(row -> {
            out.println(json ? json(row) : line(row));
            out.flush();
            all.compareAndSet(
                    true, row.found() == row.attempts().size() && row.alarms().isEmpty());
        });
        return all.get() ? ExitCode.OK : ExitCode.VIOLATION;
    }

    private static void header(BenchOptions options, PrintWriter out) {
        out.println(
                "Code " + CodeVersion.current() + "; " + options.repeats() + " searches of at most " + options.budget()
                        + " schedules each, from seed " + options.from() + "; order of threads: "
                        + (options.strategy() == null ? "the scenarios' own" : options.strategy()) + ".");
        out.println();
        out.println("| defect | found | schedules | seconds | promise broken | actions | broken without it |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        out.flush();
    }

    private static String line(Row row) {
        return "| " + row.defect().id() + " | " + row.found() + " of "
                + row.attempts().size() + " | "
                + text(row.schedules()) + " | " + seconds(row.wallNanos()) + " | "
                + String.join(", ", row.properties().keySet()) + " | " + (row.actions() < 0 ? "-" : row.actions())
                + " | "
                + String.join(
                        ", ", row.alarms().stream().map(DefectBenching::text).toList()) + " |";
    }

    private static String text(Alarm alarm) {
        return alarm.outcome().property() + " (" + alarm.scenario().name() + " "
                + alarm.outcome().seed() + ")";
    }

    private static String text(Median median) {
        return median.value() + " (" + median.low() + " to " + median.high() + ")";
    }

    private static String seconds(Median median) {
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f)",
                median.value() / NANOS,
                median.low() / NANOS,
                median.high() / NANOS);
    }

    private static Json json(Alarm alarm) {
        return new Json()
                .put("scenario", alarm.scenario().name())
                .put("seed", alarm.outcome().seed())
                .put("property", alarm.outcome().property());
    }

    private static Json json(Row row) {
        Median schedules = row.schedules();
        return new Json()
                .put("defect", row.defect().id())
                .put("searches", row.attempts().size())
                .put("found", row.found())
                .put("schedulesMedian", schedules.value())
                .put("schedulesLow", schedules.low())
                .put("schedulesHigh", schedules.high())
                .put("confidence", schedules.confidence())
                .put("wallNanosMedian", row.wallNanos().value())
                .put(
                        "schedules",
                        row.attempts().stream().map(Attempt::schedules).toList())
                .put("properties", row.properties())
                .put("actions", row.actions())
                .put("alarms", row.alarms().stream().map(a -> json(a).values()).toList());
    }
}
