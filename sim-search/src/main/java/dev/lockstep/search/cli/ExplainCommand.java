package dev.lockstep.search.cli;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.explain.Explanation;
import dev.lockstep.search.explain.ExplanationText;
import dev.lockstep.search.explain.TimelineEntry;
import dev.lockstep.search.replay.LoadedSeed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep explain}: a failure told in text. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Runs a seed file and tells what happened: the plan as sentences, the events that matter, the promise that"
                        + " broke with its bound, who waited for whom, the faults in force, the connections.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run is told, whether it passes or fails", "2:wrong use, or the file is damaged"})
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Seed file.")
    private Path file = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "Runs on this profile in place of the profile and defects of the file.")
    @Nullable
    private String profile;

    @Option(names = "--all", description = "Prints a long time line whole.")
    private boolean all;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        LoadedSeed loaded = LoadedSeed.load(parent.runnable(), file, profile);
        Explanation explanation = Explanation.of(loaded, new Builds());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(object(explanation));
        } else {
            out.print(ExplanationText.of(explanation, all));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static Json object(Explanation explanation) {
        Outcome outcome = explanation.replay().outcome();
        return new Json()
                .put("file", explanation.replay().loaded().file().toString())
                .put("verdict", outcome.verdict())
                .put("property", outcome.passed() ? null : outcome.property())
                .put("message", outcome.message())
                .put("failedAtNanos", outcome.failedAtNanos())
                .put(
                        "promise",
                        explanation.promise() == null
                                ? null
                                : explanation.promise().sentence())
                .put(
                        "bound",
                        explanation.promise() == null
                                ? null
                                : explanation.promise().bound())
                .put("plan", explanation.plan())
                .put(
                        "timeline",
                        explanation.timeline().stream()
                                .map(ExplainCommand::entry)
                                .toList())
                .put("waits", explanation.waits())
                .put("progress", explanation.progress())
                .put("faults", explanation.faults())
                .put("network", explanation.network().lines().toList())
                .put("traceHash", outcome.traceHash());
    }

    private static Map<String, @Nullable Object> entry(TimelineEntry entry) {
        return new Json()
                .put("atNanos", entry.nanos())
                .put("host", entry.host())
                .put("text", entry.text())
                .put("times", entry.times())
                .put("lastNanos", entry.lastNanos())
                .values();
    }
}
