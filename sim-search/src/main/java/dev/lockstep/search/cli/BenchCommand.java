package dev.lockstep.search.cli;

import dev.lockstep.core.agent.SelfAttach;
import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.BenchmarkSuite;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.bench.Measured;
import dev.lockstep.search.bench.ScenarioPace;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.ClassPath;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep bench}: how fast scenarios run, and the parts beneath beside other libraries. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Measures speed: of the scenarios on their base build, beside the recorded pace of Kafka's raft simulation, and of"
                    + " the benchmarks on the class path, beside their peers in the same run.",
            "Numbers are medians of interleaved rounds. A missed goal is no failure: it is said in the table.",
            "With --defects: how many schedules and seconds it takes to find each known defect. A seed that breaks a promise without the"
                    + " defect too does not count; it is listed, and with --save kept as base-SCENARIO-SEED.json."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured; with --defects, all were found",
            "1:with --defects, one was not found, or a seed broke a promise without its defect too",
            "2:wrong use",
            "3:a benchmark could not be carried out"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 1_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Scenarios and benchmarks to measure, or how their names begin; default: all.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rounds that count, 1 to 1000; default: ${DEFAULT-VALUE}.")
    private int rounds = 7;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Seeds of a scenario in each round; default: ${DEFAULT-VALUE}.")
    private int seeds = 20;

    @Option(
            names = "--scale",
            paramLabel = "F",
            defaultValue = "1",
            description = "Share of the work of a full round of a benchmark, above 0 to 1; default: ${DEFAULT-VALUE}.")
    private double scale = 1;

    @Option(names = "--list", description = "Lists what can be measured, and measures nothing.")
    private boolean list;

    @Mixin
    private DefectBenching defects = new DefectBenching();

    @Option(names = "--json", description = "Prints a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        check(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds is " + rounds + ", expected 1 to " + MOST_ROUNDS);
        check(seeds >= 1, "--seeds is " + seeds + ", expected at least 1");
        check(scale > 0 && scale <= 1, "--scale is " + scale + ", expected above 0 to 1");
        SelfAttach.install();
        Catalog catalog = parent.catalog();
        if (defects.wanted()) {
            return defects.run(catalog, json, spec.commandLine().getOut());
        }
        List<Scenario> scenarios = catalog.scenarios().stream()
                .filter(s -> catalog.hasProfile(s, Profile.BASE) && chosen(s.name()))
                .toList();
        List<Benchmark> benchmarks =
                benchmarks().stream().filter(b -> chosen(b.name())).toList();
        if (scenarios.isEmpty() && benchmarks.isEmpty()) {
            throw new BadInputException("nothing to measure is named " + String.join(" or ", names)
                    + ", expected one that 'lockstep bench --list' tells");
        }
        BenchReport report = new BenchReport(json, spec.commandLine().getOut());
        if (list) {
            report.list(scenarios, benchmarks);
        } else {
            measure(catalog, scenarios, benchmarks, report);
        }
        return ExitCode.OK;
    }

    private void measure(Catalog catalog, List<Scenario> scenarios, List<Benchmark> benchmarks, BenchReport report)
            throws Exception {
        for (Scenario scenario : scenarios) {
            report.scenario(ScenarioPace.of(catalog, scenario, seeds, rounds));
        }
        for (Benchmark benchmark : benchmarks) {
            report.benchmark(Measured.of(benchmark, rounds, scale));
        }
        report.end();
    }

    private List<Benchmark> benchmarks() {
        List<Benchmark> all = new ArrayList<>();
        ServiceLoader.load(BenchmarkSuite.class, ClassPath.loader(parent.classPath()))
                .forEach(s -> all.addAll(s.benchmarks()));
        return all;
    }

    private boolean chosen(String name) {
        return names.isEmpty() || names.stream().anyMatch(name::startsWith);
    }

    private void check(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
