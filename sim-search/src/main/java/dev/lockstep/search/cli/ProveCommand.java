package dev.lockstep.search.cli;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.prove.Proof;
import dev.lockstep.search.prove.ProofOptions;
import dev.lockstep.search.prove.ProofResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep prove}: every point of a bounded space. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs every combination of the first decisions that a scenario makes, instead of random ones: which fault,"
                    + " at which moment, for how long, which change. Later decisions are drawn from one seed.",
            "An index, a choice from a list and a chance take all their values, a number some at even distances. What"
                    + " is shown holds for these runs alone: for other moments, schedules of threads and seeds it proves"
                    + " nothing.",
            "Says how many runs there were, whether they are all, and the largest value of each metric."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every run of the space passed",
            "1:a promise was broken, see the seed files",
            "2:wrong use",
            "3:not complete: the space has more runs than --runs allows, and none of those made failed"
        })
final class ProveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions build = new BuildOptions();

    @Option(
            names = "--depth",
            paramLabel = "D",
            defaultValue = "4",
            description = "How many decisions of a run are enumerated; default: ${DEFAULT-VALUE}.")
    private int depth = 4;

    @Option(
            names = "--values",
            paramLabel = "V",
            defaultValue = "3",
            description = "How many values a number takes; default: ${DEFAULT-VALUE}.")
    private int values = 3;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description =
                    "Stream whose decisions are enumerated; may be repeated. Default: plan. The stream schedule is the"
                            + " order of threads.")
    private List<String> streams = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Draws what is not enumerated; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many runs of each scenario at most; default: ${DEFAULT-VALUE}.")
    private long runs = 10_000;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            defaultValue = "found",
            description = "Directory for seed files of failures; default: ${DEFAULT-VALUE}.")
    private Path save = Path.of("found");

    @Option(names = "--json", description = "Prints a JSON object a line: each failure, at last the summary.")
    private boolean json;

    @Override
    public Integer call() {
        Catalog catalog = parent.runnable();
        List<ProofOptions> spaces =
                build.scenarios(catalog).stream().map(this::options).toList();
        ProveReport report = new ProveReport(
                depth,
                values,
                seed,
                json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        List<ProofResult> results = new ArrayList<>();
        for (ProofOptions space : spaces) {
            results.add(new Proof(catalog, space, report::found).run());
            report.result(results.getLast());
        }
        report.summary(build.profile(), results);
        if (results.stream().anyMatch(r -> r.failed() > 0)) {
            return ExitCode.VIOLATION;
        }
        return results.stream().allMatch(ProofResult::complete) ? ExitCode.OK : ExitCode.TROUBLE;
    }

    private ProofOptions options(Scenario scenario) {
        check(depth >= 1 && depth <= 1_000, "--depth is " + depth + ", expected 1 to 1000");
        check(values >= 2 && values <= 1_000, "--values is " + values + ", expected 2 to 1000");
        check(runs >= 1, "--runs is " + runs + ", expected at least 1");
        if (Files.exists(save) && !(Files.isDirectory(save) && Files.isWritable(save))) {
            throw new BadInputException("cannot save to " + save + ", expected a directory that may be written to");
        }
        return new ProofOptions(
                scenario,
                build.profile(),
                build.defects(),
                streams.isEmpty() ? Set.of("plan") : new HashSet<>(streams),
                depth,
                values,
                seed,
                runs,
                build.isolated(),
                save,
                SearchOptions.SAVED);
    }

    private void check(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
