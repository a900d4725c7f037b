package dev.lockstep.search.cli;

import dev.lockstep.search.engine.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lockstep defects}: the known mistakes. */
@Command(
        name = "defects",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the known defects: patches of the system under test.")
final class DefectsCommand implements Callable<Integer> {
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
        catalog.subjects()
                .forEach(subject -> subject.defects()
                        .forEach(d -> rows.add(new Row(
                                List.of(d.id(), d.title(), "breaks " + d.breaks()),
                                new Json()
                                        .put("id", d.id())
                                        .put("subject", subject.name())
                                        .put("title", d.title())
                                        .put("upstream", d.upstream())
                                        .put("symptom", d.symptom())
                                        .put("breaks", d.breaks())))));
        Row.print(rows, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
