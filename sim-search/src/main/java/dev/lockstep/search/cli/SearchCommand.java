package dev.lockstep.search.cli;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.explain.Explanation;
import dev.lockstep.search.explain.ExplanationText;
import dev.lockstep.search.explore.Finding;
import dev.lockstep.search.explore.Search;
import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.explore.Summary;
import dev.lockstep.search.explore.Tally;
import dev.lockstep.search.replay.LoadedSeed;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep search}: runs new seeds until a promise breaks. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs new seeds and looks for broken promises. A search goes on after a failure; of each property of a"
                    + " scenario the first " + SearchOptions.SAVED + " failures are saved as seed files.",
            "Without --seeds and --for it runs for 30 s."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found",
            "1:a promise was broken, see the seed files",
            "2:wrong use",
            "3:the search could not be done"
        })
final class SearchCommand implements Callable<Integer> {
    private static final long DEFAULT_NANOS = 30_000_000_000L;
    /** So that a seed survives JSON readers that keep numbers as doubles. */
    private static final long RANDOM_SEEDS = 1L << 52;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private BuildOptions build = new BuildOptions();

    @ArgGroup(exclusive = true)
    @Nullable
    private Limit limit;

    /** How long to search: one of the two. */
    static final class Limit {
        @Option(names = "--seeds", paramLabel = "N", description = "How many seeds of each scenario.")
        private long seeds = Long.MAX_VALUE;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                converter = Span.Converter.class,
                description = "How long in total, for example 60s or 5m.")
        private Span time = new Span(Long.MAX_VALUE);
    }

    @Option(
            names = "--from",
            paramLabel = "S",
            description = "First seed; default: a new random one, which is printed.")
    @Nullable
    private Long from;

    @Option(
            names = "--jobs",
            paramLabel = "J",
            defaultValue = "1",
            description = "Threads that run seeds; default: ${DEFAULT-VALUE}.")
    private int jobs = 1;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            defaultValue = "found",
            description = "Directory for seed files of failures; default: ${DEFAULT-VALUE}.")
    private Path save = Path.of("found");

    @Option(names = "--json", description = "Prints a JSON object a line: each failure, at last the summary.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Catalog catalog = parent.runnable();
        SearchOptions options = options(catalog);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        SearchReport report = new SearchReport(options, json, out, err);
        Progress progress = Progress.of(options);
        Search search = new Search(catalog, options, observer(progress, report));
        PrintWriter talk = json ? err : out;
        talk.println("searching from seed " + options.from() + " (repeat with --from " + options.from() + ")");
        talk.flush();
        Interruption interruption = Interruption.of(search, report::summary);
        try {
            Summary summary = run(search, progress);
            report.summary(summary);
            explainFirst(catalog, summary, out);
            return summary.failed() > 0 ? ExitCode.VIOLATION : ExitCode.OK;
        } finally {
            interruption.over();
        }
    }

    /** What a person asks next. Programs ask {@code explain} themselves. */
    private void explainFirst(Catalog catalog, Summary summary, PrintWriter out) {
        if (json) {
            return;
        }
        for (Finding finding : summary.findings()) {
            if (finding.file() != null) {
                LoadedSeed loaded = LoadedSeed.load(catalog, finding.file(), null);
                out.println();
                out.print(ExplanationText.of(Explanation.of(loaded, new Builds()), false));
                out.flush();
                return;
            }
        }
    }

    private static Summary run(Search search, Progress progress) throws InterruptedException {
        try (progress) {
            return search.run();
        }
    }

    private static Search.Observer observer(Progress progress, SearchReport report) {
        return new Search.Observer() {
            @Override
            public void ran(Tally soFar) {
                progress.show(soFar);
            }

            @Override
            public void found(Finding finding) {
                report.found(finding);
            }
        };
    }

    private SearchOptions options(Catalog catalog) {
        check(jobs >= 1 && jobs <= 1_024, "--jobs is " + jobs + ", expected 1 to 1024");
        check(
                limit == null || limit.seeds >= 1,
                "--seeds is " + (limit == null ? 0 : limit.seeds) + ", expected at least 1");
        if (Files.exists(save) && !(Files.isDirectory(save) && Files.isWritable(save))) {
            throw new BadInputException("cannot save to " + save + ", expected a directory that may be written to");
        }
        return new SearchOptions(
                build.scenarios(catalog),
                build.profile(),
                build.defects(),
                from == null ? ThreadLocalRandom.current().nextLong(RANDOM_SEEDS) : from,
                limit == null ? Long.MAX_VALUE : limit.seeds,
                limit == null ? DEFAULT_NANOS : limit.time.nanos(),
                jobs,
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
