package dev.lockstep.search.cli;

import dev.lockstep.search.Invariant;
import dev.lockstep.search.engine.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep scenarios}: what can be run. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the scenarios.")
final class ScenariosCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Lockstep parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        Catalog catalog = parent.catalog();
        List<Row> rows = new ArrayList<>();
        catalog.scenarios()
                .forEach(s -> rows.add(new Row(
                        List.of(s.name(), s.summary()),
                        new Json()
                                .put("name", s.name())
                                .put("summary", s.summary())
                                .put("subject", s.subject())
                                .put(
                                        "invariants",
                                        s.invariants().stream()
                                                .map(Invariant::name)
                                                .toList()))));
        Row.print(rows, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
