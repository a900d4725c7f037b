package dev.lockstep.search.cli;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.SeedRunner;
import dev.lockstep.search.replay.Classification;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.PacketWriter;
import dev.lockstep.search.replay.Replay;
import dev.lockstep.search.replay.TraceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep replay}: runs seed files and says whether they still show what they promise. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs seed files on the build they name and compares with what they expect:",
            "still-fails, still-passes: as expected",
            "moved: as expected, on another path, since the code has changed",
            "diverged: as expected, on another path although the code has not changed",
            "fixed: expected to fail, passes",
            "broken: expected to pass, fails",
            "other: fails in another property than expected, or later",
            "A run on another path says at which events it left the recorded one, if the file has checkpoints."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every file shows what it expects: also a file that expects a failure and still fails",
            "1:a file does not: it is diverged, fixed, broken or other",
            "2:wrong use, or a file is damaged; then nothing was run",
            "3:the trace or the packets could not be written"
        })
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Seed files; among several, schema.json is left out.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--trace", paramLabel = "OUT.jsonl", description = "Writes every event, a JSON object a line.")
    @Nullable
    private Path trace;

    @Option(
            names = "--pcap",
            paramLabel = "OUT.pcap",
            description = "Writes every packet of one FILE as pcapng, for Wireshark.")
    @Nullable
    private Path pcap;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "Runs on this profile in place of the profile and defects of the file.")
    @Nullable
    private String profile;

    @Option(names = "--isolated", description = "Loads the code under test anew for every file.")
    private boolean isolated;

    @Option(names = "--json", description = "Prints a JSON object per file.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Catalog catalog = parent.runnable();
        List<LoadedSeed> seeds = load(catalog);
        Builds builds = new Builds(isolated);
        seeds.forEach(s -> builds.of(s.recipe()));
        boolean met = true;
        if (pcap != null && seeds.size() != 1) {
            throw new BadInputException("--pcap goes with one FILE, found " + seeds.size());
        }
        try (@Nullable TraceWriter writer = trace == null ? null : new TraceWriter(trace);
                @Nullable PacketWriter packets = pcap == null ? null : new PacketWriter(pcap)) {
            for (LoadedSeed seed : seeds) {
                if (writer != null) {
                    writer.source(seeds.size() > 1 ? seed.file().toString() : "");
                }
                Replay replay = Replay.run(seed, builds, both(packets, writer));
                print(replay);
                met &= replay.classification().met();
            }
        }
        return met ? ExitCode.OK : ExitCode.VIOLATION;
    }

    private static SeedRunner.@Nullable Listener both(@Nullable PacketWriter packets, @Nullable TraceWriter events) {
        if (packets == null || events == null) {
            return packets == null ? events : packets;
        }
        return new SeedRunner.Listener() {
            @Override
            public void begin(Simulation simulation) {
                packets.begin(simulation);
            }

            @Override
            public void event(TraceEvent event, long hash) {
                events.event(event, hash);
            }
        };
    }

    /** All files before the first run, so that a damaged one is told at once, and every one of them. */
    private List<LoadedSeed> load(Catalog catalog) {
        List<LoadedSeed> seeds = new ArrayList<>();
        BadInputException last = null;
        for (Path file : files.size() == 1 ? files : withoutSchema()) {
            try {
                seeds.add(LoadedSeed.load(catalog, file, profile));
            } catch (BadInputException e) {
                if (last != null) {
                    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + last.getMessage());
                }
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        return seeds;
    }

    /** {@code seeds/*.json} names the schema of the seed files too. */
    private List<Path> withoutSchema() {
        return files.stream().filter(f -> !f.endsWith("schema.json")).toList();
    }

    private void print(Replay replay) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? object(replay) : text(replay));
        out.flush();
    }

    private static Json object(Replay replay) {
        Outcome outcome = replay.outcome();
        Checkpoints.Range left = replay.left();
        Json object = new Json()
                .put("file", replay.loaded().file().toString())
                .put("verdict", outcome.verdict())
                .put("property", outcome.passed() ? null : outcome.property())
                .put("virtualNanos", outcome.virtualNanos())
                .put("events", outcome.events())
                .put("traceHash", outcome.traceHash())
                .put("metrics", outcome.metrics())
                .put("classification", replay.classification().toString())
                .put("message", outcome.message())
                .put("failedAtNanos", outcome.failedAtNanos())
                .put("scenario", replay.loaded().scenario().name())
                .put("profile", replay.loaded().recipe().profile().name())
                .put("seed", outcome.seed())
                .put("notes", outcome.notes())
                .put("wallNanos", outcome.wallNanos());
        if (left != null) {
            object.put("leftFromEvent", left.from());
            object.put("leftToEvent", Math.min(left.to(), Math.max(left.from(), outcome.events() - 1)));
        }
        return object;
    }

    private static String text(Replay replay) {
        Outcome outcome = replay.outcome();
        StringBuilder text = new StringBuilder()
                .append(replay.loaded().file())
                .append(": ")
                .append(outcome.verdict().toUpperCase(Locale.ROOT))
                .append(" (")
                .append(replay.classification())
                .append(')');
        if (!outcome.passed()) {
            text.append(' ').append(outcome.property()).append(" at ").append(Texts.nanos(outcome.failedAtNanos()));
            text.append(": ").append(outcome.message());
        }
        text.append("\n  ")
                .append(Texts.nanos(outcome.virtualNanos()))
                .append(" virtual, ")
                .append(Texts.count(outcome.events(), "event"))
                .append(", trace ")
                .append(outcome.traceHash());
        Checkpoints.Range left = replay.left();
        if (left != null) {
            text.append("\n  left the recorded path at event ").append(left.from());
            text.append(left.to() == Long.MAX_VALUE ? " or later" : " to " + left.to());
            text.append(
                    replay.classification() == Classification.DIVERGED
                            ? "; 'lockstep determinism' names the line"
                            : "");
        }
        outcome.notes().forEach(n -> text.append("\n  note: ").append(n));
        outcome.metrics()
                .forEach((name, value) -> text.append("\n  ")
                        .append(name)
                        .append(' ')
                        .append(name.endsWith("Nanos") ? Texts.nanos(value) : Texts.count(value)));
        return text.toString();
    }
}
