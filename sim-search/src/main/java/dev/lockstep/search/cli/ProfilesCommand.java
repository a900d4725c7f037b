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

/** {@code lockstep profiles}: the builds there are. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the profiles: named builds of the system under test.")
final class ProfilesCommand implements Callable<Integer> {
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
                .forEach(subject -> subject.profiles()
                        .forEach(p -> rows.add(new Row(
                                List.of(
                                        p.name(),
                                        subject.name(),
                                        p.summary()
                                                + (p.defects().isEmpty()
                                                        ? ""
                                                        : " (" + String.join(", ", p.defects()) + ")")),
                                new Json()
                                        .put("name", p.name())
                                        .put("subject", subject.name())
                                        .put("summary", p.summary())
                                        .put("defects", p.defects())
                                        .put("config", p.config())))));
        Row.print(rows, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
