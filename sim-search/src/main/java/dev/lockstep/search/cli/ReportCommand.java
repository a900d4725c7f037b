package dev.lockstep.search.cli;

import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.explain.Explanation;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.report.ReportPage;
import dev.lockstep.search.seed.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep report}: a run as one page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Runs a seed file and writes one self-contained page: space-time diagram, locks, threads, faults.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the page was written, whether the run passes or fails",
            "2:wrong use, or the file is damaged",
            "3:the page could not be written"
        })
final class ReportCommand implements Callable<Integer> {
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
            required = true,
            paramLabel = "OUT.html",
            description = "Page to write.")
    private Path output = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "Runs on this profile in place of the profile and defects of the file.")
    @Nullable
    private String profile;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        LoadedSeed loaded = LoadedSeed.load(parent.runnable(), file, profile);
        Explanation explanation = Explanation.of(loaded, new Builds());
        AtomicFile.write(output, ReportPage.of(explanation));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new Json()
                                        .put("file", output.toString())
                                        .put(
                                                "verdict",
                                                explanation.replay().outcome().verdict())
                                        .put(
                                                "traceHash",
                                                explanation.replay().outcome().traceHash())
                                : "wrote " + output);
        return ExitCode.OK;
    }
}
