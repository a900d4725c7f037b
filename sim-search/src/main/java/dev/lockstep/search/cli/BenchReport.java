package dev.lockstep.search.cli;

import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.bench.Measured;
import dev.lockstep.search.bench.Pace;
import dev.lockstep.search.bench.ScenarioPace;
import dev.lockstep.search.bench.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code lockstep bench} prints: each result as soon as it is there. */
final class BenchReport {
    /** How many times the reference's pace a scenario is to reach. */
    private static final double PACE_GOAL = 10;

    private final boolean json;
    private final PrintWriter out;
    private int goals;
    private final List<String> missed = new ArrayList<>();

    BenchReport(boolean json, PrintWriter out) {
        this.json = json;
        this.out = out;
    }

    /** What there is. */
    void list(List<Scenario> scenarios, List<Benchmark> benchmarks) {
        List<Row> rows = new ArrayList<>();
        scenarios.forEach(s -> rows.add(row(s.name(), "scenario", s.summary())));
        benchmarks.forEach(b -> rows.add(row(b.name(), "benchmark", b.summary())));
        Row.print(rows, json, out);
    }

    private static Row row(String name, String kind, String summary) {
        return new Row(
                List.of(name, kind, summary),
                new Json().put("name", name).put("kind", kind).put("summary", summary));
    }

    /** A scenario, beside the reference. */
    void scenario(ScenarioPace measured) {
        Pace pace = measured.pace();
        Pace ratio = pace.over(Pace.KAFKA_RAFT);
        boolean met = ratio.least() >= PACE_GOAL;
        goal(met, measured.scenario() + " against Kafka's raft simulation");
        if (json) {
            out.println(new Json()
                    .put("scenario", measured.scenario())
                    .put("schedulesPerSecond", pace.schedules())
                    .put("eventsPerSecond", pace.events())
                    .put("virtualSecondsPerSecond", pace.virtualSeconds())
                    .put("schedulesRatio", ratio.schedules())
                    .put("eventsRatio", ratio.events())
                    .put("virtualSecondsRatio", ratio.virtualSeconds())
                    .put("reference", "kafka-raft-simulation")
                    .put("goal", PACE_GOAL)
                    .put("met", met)
                    .put("seeds", measured.seeds())
                    .put("failures", measured.failures()));
        } else {
            out.println(measured.scenario() + ": " + Texts.count(measured.seeds(), "seed") + " a round");
            out.print(Texts.table(List.of(
                    List.of("  ", "median", "Kafka raft", "ratio", "goal", ""),
                    figure("schedules/s", pace.schedules(), Pace.KAFKA_RAFT.schedules()),
                    figure("events/s", pace.events(), Pace.KAFKA_RAFT.events()),
                    figure("virtual s per s", pace.virtualSeconds(), Pace.KAFKA_RAFT.virtualSeconds()))));
        }
        out.flush();
    }

    private static List<String> figure(String name, double value, double reference) {
        double ratio = value / reference;
        return List.of(
                "  " + name,
                number(value),
                number(reference),
                number(ratio),
                ">= " + number(PACE_GOAL),
                word(ratio >= PACE_GOAL));
    }

    /** A benchmark, its contenders beside each other. */
    void benchmark(Measured measured) {
        Benchmark benchmark = measured.benchmark();
        benchmark.goals().forEach(g -> goal(g.met(measured.reached(g)), name(benchmark, g)));
        if (json) {
            benchmark.contenders().forEach(c -> out.println(object(measured, c)));
        } else {
            out.println(benchmark.name() + ": " + benchmark.summary());
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("  ", "median", "least", "greatest", "ratio", "goal", ""));
            benchmark.contenders().forEach(c -> rows.add(columns(measured, c)));
            out.print(Texts.table(rows));
        }
        out.flush();
    }

    private static String name(Benchmark benchmark, Goal goal) {
        return benchmark.name() + (goal.against().isEmpty() ? "" : " against " + goal.against());
    }

    private static Optional<Goal> goalOf(Measured measured, Contender contender) {
        String against = contender.name().equals(measured.own()) ? "" : contender.name();
        return measured.benchmark().goals().stream()
                .filter(g -> g.against().equals(against))
                .findFirst();
    }

    private static List<String> columns(Measured measured, Contender contender) {
        Unit unit = measured.benchmark().unit();
        Spread spread = measured.spread(contender.name());
        Optional<Goal> goal = goalOf(measured, contender);
        boolean own = contender.name().equals(measured.own());
        return List.of(
                "  " + contender.name(),
                value(unit, spread.median()),
                value(unit, spread.least()),
                value(unit, spread.greatest()),
                own ? "" : number(measured.ratio(contender.name())),
                goal.map(g -> (g.atLeast() ? ">= " : "<= ") + (own ? value(unit, g.bound()) : number(g.bound())))
                        .orElse(""),
                goal.map(g -> word(g.met(measured.reached(g)))).orElse(""));
    }

    private static Json object(Measured measured, Contender contender) {
        String unit = suffix(measured.benchmark().unit());
        Spread spread = measured.spread(contender.name());
        Optional<Goal> goal = goalOf(measured, contender);
        boolean own = contender.name().equals(measured.own());
        return new Json()
                .put("benchmark", measured.benchmark().name())
                .put("contender", contender.name())
                .put("median" + unit, spread.median())
                .put("least" + unit, spread.least())
                .put("greatest" + unit, spread.greatest())
                .put("ratio", own ? null : measured.ratio(contender.name()))
                .put("goal", goal.map(Goal::bound).orElse(null))
                .put("goalIs", goal.map(g -> g.atLeast() ? "atLeast" : "atMost").orElse(null))
                .put("met", goal.map(g -> g.met(measured.reached(g))).orElse(null));
    }

    /** The goals that were missed, by name. */
    void end() {
        if (!json && goals > 0) {
            out.println(Texts.count(goals, "goal") + ", " + missed.size() + " missed");
            missed.forEach(m -> out.println("  missed: " + m));
            out.flush();
        }
    }

    private void goal(boolean met, String name) {
        goals++;
        if (!met) {
            missed.add(name);
        }
    }

    private static String word(boolean met) {
        return met ? "met" : "missed";
    }

    private static String suffix(Unit unit) {
        return switch (unit) {
            case PER_SECOND -> "PerSecond";
            case BYTES_PER_SECOND -> "BytesPerSecond";
            case NANOS -> "Nanos";
            case BYTES -> "Bytes";
            case COUNT -> "";
        };
    }

    private static String value(Unit unit, double value) {
        return switch (unit) {
            case PER_SECOND -> number(value) + "/s";
            case BYTES_PER_SECOND -> number(value) + "B/s";
            case NANOS -> Texts.nanos(Math.round(value));
            case BYTES -> String.format(Locale.ROOT, "%,.0f B", value);
            case COUNT -> number(value);
        };
    }

    /** Three digits and a letter for thousands, as in {@code 24.9 M}. */
    private static String number(double value) {
        if (value >= 1e9) {
            return String.format(Locale.ROOT, "%.2f G", value / 1e9);
        }
        if (value >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", value / 1e6);
        }
        if (value >= 1e4) {
            return String.format(Locale.ROOT, "%.1f k", value / 1e3);
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
