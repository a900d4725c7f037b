package dev.lockstep.search.cli;

import dev.lockstep.core.SimulationException;
import dev.lockstep.search.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one line and an exit code. */
final class Errors {
    private Errors() {}

    /** Wrong use: one line and where to read on. */
    static int wrongUse(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + line(message(e)) + " (try '" + name + " --help')");
        return ExitCode.USAGE;
    }

    /** A command that threw. */
    static int failed(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        switch (e) {
            case BadInputException bad -> {
                err.println(name + ": " + line(String.valueOf(bad.getMessage())));
                return ExitCode.USAGE;
            }
            case SimulationException simulation ->
                err.println(name + ": " + line(String.valueOf(simulation.getMessage())));
            case IOException io -> err.println(name + ": " + ioLine(io));
            case UncheckedIOException io -> err.println(name + ": " + ioLine(Objects.requireNonNull(io.getCause())));
            default -> {
                err.println(name + ": internal error: " + line(e.toString()));
                e.printStackTrace(err);
            }
        }
        return ExitCode.TROUBLE;
    }

    /** One line about input or output that failed: the JDK's messages are often the file name alone. */
    static String ioLine(IOException e) {
        String type = e.getClass().getSimpleName().replace("Exception", "");
        String message = line(String.valueOf(e.getMessage()));
        return e.getClass() == IOException.class ? message : message + " (" + type + ")";
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(e.getMessage());
        }
        String first = unmatched.getUnmatched().getFirst();
        boolean top = e.getCommandLine().getParent() == null;
        String what = unmatched.isUnknownOption() ? "unknown option" : top ? "unknown command" : "unexpected argument";
        List<String> near = unmatched.getSuggestions();
        return what + " '" + first + "'" + (near.isEmpty() ? "" : ", did you mean " + near.getFirst() + "?");
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}
