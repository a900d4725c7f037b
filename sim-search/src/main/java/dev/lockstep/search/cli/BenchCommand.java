package dev.lockstep.search.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep bench}: measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Measures how many schedules and seconds it takes to find each known defect.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, all was found", "1:a defect was not found", "2:wrong use", "3:trouble"})
final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DefectBenching defects = new DefectBenching();

    @Option(names = "--json", description = "Prints a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!defects.wanted()) {
            throw new ParameterException(spec.commandLine(), "nothing to measure, expected --defects");
        }
        return defects.run(parent.runnable(), json, spec.commandLine().getOut());
    }
}
