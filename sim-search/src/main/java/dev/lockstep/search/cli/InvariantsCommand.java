package dev.lockstep.search.cli;

import dev.lockstep.search.Invariant;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep invariants}: the promises. */
@Command(
        name = "invariants",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the invariants of every scenario, and those that every run is judged by.")
final class InvariantsCommand implements Callable<Integer> {
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
        catalog.scenarios().forEach(s -> s.invariants().forEach(i -> rows.add(row(s.name(), i))));
        Outcome.ALWAYS.forEach(i -> rows.add(row("every scenario", i)));
        Row.print(rows, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static Row row(String scenario, Invariant invariant) {
        String bound = invariant.bound().isEmpty() ? "" : " Bound: " + invariant.bound() + ".";
        return new Row(
                List.of(invariant.name(), scenario, invariant.sentence() + bound),
                new Json()
                        .put("name", invariant.name())
                        .put("scenario", scenario)
                        .put("sentence", invariant.sentence())
                        .put("bound", invariant.bound()));
    }
}
