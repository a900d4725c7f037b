package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** COMMAND, which tells about the commands (Kvrocks cmd_server.cc). */
final class HelpCommands {
    private final CommandTable table;

    HelpCommands(CommandTable table) {
        this.table = table;
    }

    List<Command> all() {
        return List.of(Command.plain("command", -1, this::command));
    }

    private void command(Session session, Arguments words, RespWriter out) throws CommandException {
        String subcommand = words.size() == 1 ? "" : words.text(1).toLowerCase(Locale.ROOT);
        if (words.size() == 1) {
            out.array(table.size());
            table.all().forEach(each -> describe(each, out));
        } else if (subcommand.equals("count") && words.size() == 2) {
            out.integer(table.size());
        } else if (subcommand.equals("info") && words.size() >= 3) {
            out.array(words.size() - 2);
            words.from(2).forEach(name -> describe(table.named(NumberCommands.text(name)), out));
        } else if (subcommand.equals("getkeys") && words.size() >= 3) {
            keys(new Arguments(words.from(2)), out);
        } else {
            throw CommandException.err("Command subcommand must be one of COUNT, GETKEYS, INFO");
        }
    }

    private static void describe(@Nullable Command command, RespWriter out) {
        if (command == null) {
            out.nil();
            return;
        }
        List<String> flags = flags(command);
        out.array(6);
        out.bulk(command.name());
        out.integer(command.arity());
        out.array(flags.size());
        flags.forEach(out::bulk);
        out.integer(command.keys().first());
        out.integer(command.keys().last());
        out.integer(command.keys().step());
    }

    private static List<String> flags(Command command) {
        List<String> flags = new ArrayList<>();
        if (command.write()) {
            flags.add("write");
        }
        if (command.is(Command.Flag.READ)) {
            flags.add("readonly");
        }
        if (command.is(Command.Flag.ADMIN)) {
            flags.add("admin");
        }
        if (command.whileLoading()) {
            flags.add("ok-loading");
        }
        return flags;
    }

    private void keys(Arguments words, RespWriter out) throws CommandException {
        Command command = table.named(words.text(0));
        if (command == null) {
            throw CommandException.err("Invalid command specified");
        }
        if (!command.fits(words.size())) {
            throw CommandException.err("Invalid number of arguments specified for command");
        }
        List<byte[]> keys = command.keys().of(words);
        if (keys.isEmpty()) {
            throw CommandException.err("The command has no key arguments");
        }
        out.bulks(keys);
    }
}
