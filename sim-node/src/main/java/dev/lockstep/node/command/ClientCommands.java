package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.Locale;

/** CLIENT SETNAME, GETNAME, SETINFO, ID and KILL TYPE; READONLY and READWRITE. */
final class ClientCommands {
    private static final String USAGE = "Syntax error, try CLIENT LIST|INFO|KILL ip:port|GETNAME|SETNAME";

    private final NodeContext node;

    ClientCommands(NodeContext node) {
        this.node = node;
    }

    List<Command> all() {
        return List.of(
                Command.plain("client", -2, this::client),
                Command.plain("readonly", 1, (session, words, out) -> route(session, true, out)),
                Command.plain("readwrite", 1, (session, words, out) -> route(session, false, out)));
    }

    private static void route(Session session, boolean readOnly, RespWriter out) {
        session.readOnly(readOnly);
        out.simple("OK");
    }

    private void client(Session session, Arguments words, RespWriter out) throws CommandException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT) + words.size();
        switch (subcommand) {
            case "setname3" -> setName(session, words, out);
            case "getname2" -> getName(session, out);
            case "setinfo4" -> out.simple("OK");
            case "id2" -> out.integer(session.connection().id());
            case "kill4" -> kill(words, out);
            default -> throw CommandException.err(USAGE);
        }
    }

    private static void setName(Session session, Arguments words, RespWriter out) throws CommandException {
        if (!words.text(2).chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw CommandException.err("Client names cannot contain spaces, newlines or special characters");
        }
        session.name(words.text(2));
        out.simple("OK");
    }

    private static void getName(Session session, RespWriter out) {
        if (session.name().isEmpty()) {
            out.nil();
        } else {
            out.bulk(session.name());
        }
    }

    private void kill(Arguments words, RespWriter out) throws CommandException {
        if (words.is(2, "type") && words.is(3, "master")) {
            out.integer(node.replication().restart() ? 1 : 0);
        } else if (words.is(2, "type") && (words.is(3, "slave") || words.is(3, "replica"))) {
            out.integer(node.feeds().disconnectAll());
        } else {
            throw CommandException.syntax();
        }
    }
}
