package dev.lockstep.search.cli;

import dev.lockstep.search.Scenario;
import dev.lockstep.search.determinism.DeterminismCheck;
import dev.lockstep.search.determinism.Divergence;
import dev.lockstep.search.determinism.SeedComparison;
import dev.lockstep.search.engine.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep determinism}: each seed in two JVMs. */
@Command(
        name = "determinism",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Runs each seed in two JVMs with different salts, identity hashes, compilers and orders of the seeds,"
                        + " and compares the traces. Names the first event that differs, its neighbours, and both stacks.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all traces are equal", "1:some are not", "2:wrong use", "3:a JVM could not be run"})
final class DeterminismCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions build = new BuildOptions();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many seeds of each scenario; default: ${DEFAULT-VALUE}.")
    private int seeds = 20;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "1",
            description = "First seed; default: ${DEFAULT-VALUE}.")
    private long from = 1;

    @Option(names = "--json", description = "Prints a JSON object per seed, at last a summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds < 1 || seeds > 100_000) {
            throw new ParameterException(spec.commandLine(), "--seeds is " + seeds + ", expected 1 to 100000");
        }
        long start = System.nanoTime();
        Catalog catalog = parent.catalog();
        long runs = 0;
        long different = 0;
        for (Scenario scenario : build.scenarios(catalog)) {
            List<SeedComparison> all = DeterminismCheck.run(new DeterminismCheck.Options(
                    parent.classPath(),
                    scenario.name(),
                    build.profile(),
                    build.defects(),
                    build.isolated(),
                    from,
                    seeds));
            all.forEach(this::print);
            runs += all.size();
            different += all.stream().filter(c -> c.divergence() != null).count();
        }
        summary(runs, different, System.nanoTime() - start);
        return different == 0 ? ExitCode.OK : ExitCode.VIOLATION;
    }

    private void summary(long runs, long different, long wallNanos) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? new Json()
                                .put("runs", runs)
                                .put("different", different)
                                .put("wallNanos", wallNanos)
                        : Texts.count(runs, "seed") + " in two JVMs each, " + Texts.count(different) + " different, in "
                                + Texts.nanos(wallNanos));
        out.flush();
    }

    private void print(SeedComparison compared) {
        PrintWriter out = spec.commandLine().getOut();
        Divergence divergence = compared.divergence();
        if (json) {
            out.println(object(compared));
        } else if (divergence != null) {
            out.println(text(compared, divergence));
        }
        out.flush();
    }

    private static Json object(SeedComparison compared) {
        Divergence divergence = compared.divergence();
        Json object = new Json()
                .put("scenario", compared.scenario())
                .put("seed", compared.seed())
                .put("same", divergence == null)
                .put("events", compared.events())
                .put("traceHash", compared.traceHash())
                .put("otherEvents", compared.otherEvents())
                .put("otherTraceHash", compared.otherTraceHash());
        if (divergence != null) {
            object.put("index", divergence.index())
                    .put("before", divergence.before())
                    .put("first", divergence.first().event())
                    .put("second", divergence.second().event())
                    .put("firstAfter", divergence.first().after())
                    .put("secondAfter", divergence.second().after())
                    .put("firstLine", divergence.first().line())
                    .put("secondLine", divergence.second().line())
                    .put("firstStack", divergence.first().stack())
                    .put("secondStack", divergence.second().stack());
        }
        return object;
    }

    private static String text(SeedComparison compared, Divergence divergence) {
        String head = compared.scenario() + " seed " + compared.seed() + ": ";
        if (divergence.index() < 0) {
            return head + "different: " + compared.traceHash() + " after " + compared.events() + " events, "
                    + compared.otherTraceHash() + " after " + compared.otherEvents();
        }
        StringBuilder text = new StringBuilder(head)
                .append("different from event ")
                .append(divergence.index())
                .append(" on");
        divergence.before().forEach(l -> text.append("\n  both:   ").append(l));
        side(text, "first:  ", divergence.first());
        side(text, "second: ", divergence.second());
        return text.toString();
    }

    private static void side(StringBuilder text, String name, Divergence.Side side) {
        text.append("\n  ").append(name).append(side.event());
        if (!side.line().isEmpty()) {
            text.append("\n      in the code under test: ").append(side.line());
        }
        side.stack().forEach(f -> text.append("\n      at ").append(f));
        side.after().forEach(l -> text.append("\n      then ").append(l));
    }
}
