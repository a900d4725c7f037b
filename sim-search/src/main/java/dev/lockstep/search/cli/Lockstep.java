package dev.lockstep.search.cli;

import dev.lockstep.core.agent.SelfAttach;
import dev.lockstep.search.Contribution;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.ClassPath;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code lockstep} command. */
@Command(
        name = "lockstep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Deterministic simulation of ordinary Java servers: searches seeded schedules of faults for runs"
                + " that break a promise.",
        subcommands = {
            SearchCommand.class,
            ProveCommand.class,
            ReplayCommand.class,
            ShrinkCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            DeterminismCommand.class,
            ScenariosCommand.class,
            ProfilesCommand.class,
            DefectsCommand.class,
            InvariantsCommand.class,
            BenchCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all as it should be",
            "1:a promise is broken",
            "2:wrong use: an option, a name, a damaged file",
            "3:the command could not do its work: a full disk, a mistake in Lockstep"
        })
public final class Lockstep implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "Jars or directories with further scenarios. May be repeated.")
    private List<String> classPath = new ArrayList<>();

    private Lockstep() {}

    /** Ends the JVM with the exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, arguments);
        out.flush();
        if (out.checkError()) {
            err.println("lockstep: cannot write to standard output");
            status = status == ExitCode.OK ? ExitCode.TROUBLE : status;
        }
        System.exit(status);
    }

    /**
     * Runs the command in this JVM.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new Lockstep());
        ServiceLoader.load(Contribution.class, Lockstep.class.getClassLoader())
                .forEach(c -> command.addSubcommand(c.command()));
        return command.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Errors::wrongUse)
                .setExecutionExceptionHandler(Errors::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** Further class path elements. */
    List<String> classPath() {
        return classPath;
    }

    /** What there is on the class path. */
    Catalog catalog() {
        return Catalog.load(ClassPath.loader(classPath));
    }

    /** The same for a command that runs simulations: installs the agent if the launcher has not. */
    Catalog runnable() {
        SelfAttach.install();
        return catalog();
    }
}
