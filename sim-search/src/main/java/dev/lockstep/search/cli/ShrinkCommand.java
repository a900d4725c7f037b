package dev.lockstep.search.cli;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.CodeVersion;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import dev.lockstep.search.seed.Expect;
import dev.lockstep.search.seed.SeedFile;
import dev.lockstep.search.seed.SeedWriter;
import dev.lockstep.search.shrink.Shrinker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep shrink}: the smallest plan that still fails the same property. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Makes the plan of a failing seed file small: fewer actions, shorter, earlier and rounder, settings"
                        + " down to their smallest values. It still fails the same property.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a seed file was written",
            "1:the seed does not fail, or not in the property it expects; nothing was written",
            "2:wrong use, or the file is damaged",
            "3:the seed file could not be written"
        })
final class ShrinkCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Seed file.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Seed file to write; default: FILE with -min before its extension.")
    @Nullable
    private Path output;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many runs to spend; default: ${DEFAULT-VALUE}.")
    private int runs = 2_000;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs is " + runs + ", expected at least 1");
        }
        LoadedSeed loaded = LoadedSeed.load(parent.runnable(), file, null);
        Builds builds = new Builds();
        Outcome first = Replay.run(loaded, builds, null).outcome();
        if (!fails(loaded, first)) {
            return ExitCode.VIOLATION;
        }
        Shrinker.Result result = Shrinker.shrink(loaded, first, builds, runs, this::progress);
        Path target = output == null ? beside(file) : output;
        SeedWriter.write(shrunk(loaded.seed(), first, result.best()), target);
        report(first, result, target);
        return ExitCode.OK;
    }

    private boolean fails(LoadedSeed loaded, Outcome first) {
        Expect expect = loaded.seed().expect();
        if (!first.passed() && (!expect.fails() || expect.property().equals(first.property()))) {
            return true;
        }
        String expected = expect.fails() ? expect.property() : "a failure";
        spec.commandLine()
                .getErr()
                .println(spec.qualifiedName() + ": " + file + " "
                        + (first.passed() ? "passes" : "fails " + first.property()) + ", expected " + expected);
        return false;
    }

    private static SeedFile shrunk(SeedFile seed, Outcome first, Outcome best) {
        // A note of the search is the message of the failure; one that a person wrote stays.
        String note = seed.note().equals(first.message()) ? best.message() : seed.note();
        return seed.with(best, CodeVersion.current(), note);
    }

    private void progress(Outcome smaller) {
        spec.commandLine()
                .getErr()
                .println(Texts.count(smaller.plan().actions().size(), "action") + ", fails at "
                        + Texts.nanos(smaller.failedAtNanos()) + ", " + Texts.count(smaller.events(), "event"));
    }

    private void report(Outcome first, Shrinker.Result result, Path target) {
        int before = first.plan().actions().size();
        int after = result.best().plan().actions().size();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new Json()
                                        .put("file", target.toString())
                                        .put("property", result.best().property())
                                        .put("actionsBefore", before)
                                        .put("actions", after)
                                        .put("runs", result.runs())
                                        .put("complete", result.complete())
                                        .put("traceHash", result.best().traceHash())
                                : "from " + Texts.count(before, "action") + " to " + after + " in "
                                        + Texts.count(result.runs(), "run")
                                        + (result.complete() ? "" : " (all there were; try more --runs)")
                                        + ", saved as "
                                        + target);
    }

    private static Path beside(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return file.resolveSibling(stem + "-min.json");
    }
}
