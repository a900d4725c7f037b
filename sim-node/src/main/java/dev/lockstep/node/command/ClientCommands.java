package dev.lockstep.node.command;

import dev.lockstep.node.master.Feed;
import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.Locale;

/** CLIENT, READONLY, READWRITE and ASKING (Kvrocks cmd_server.cc and cmd_cluster.cc). */
final class ClientCommands {
    private static final String USAGE = "Syntax error, try CLIENT LIST|INFO|KILL ip:port|GETNAME|SETNAME";
    private static final String BAD_NAME = "Client names cannot contain spaces, newlines or special characters";

    private final NodeContext node;
    private final ClientKiller killer;

    ClientCommands(NodeContext node) {
        this.node = node;
        this.killer = new ClientKiller(node);
    }

    List<Command> all() {
        return List.of(
                Command.parsed("client", -2, this::client),
                Command.plain("readonly", 1, (session, words, out) -> route(session, true, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("readwrite", 1, (session, words, out) -> route(session, false, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("asking", 1, (session, words, out) -> {
                    session.asking(true);
                    out.simple("OK");
                }));
    }

    private static void route(Session session, boolean readOnly, RespWriter out) {
        session.readOnly(readOnly);
        out.simple("OK");
    }

    private Command.Action client(Arguments words) throws CommandException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT);
        if (subcommand.equals("kill")) {
            KillRule rule = KillRule.parse(words);
            return (session, out) -> killer.kill(session, rule, out);
        }
        if (subcommand.equals("setinfo") && words.size() == 4 && node.config().newerProtocol()) {
            return (session, out) -> out.simple("OK");
        }
        return switch (subcommand + words.size()) {
            case "setname3" -> setName(words.text(2));
            case "getname2" ->
                (session, out) -> out.bulkOrNil(session.name().isEmpty() ? null : NumberCommands.bytes(session.name()));
            case "id2" -> (session, out) -> out.integer(session.connection().id());
            case "info2" -> (session, out) -> out.bulk(ClientText.line(session));
            case "list2" -> (session, out) -> out.bulk(list());
            default -> throw CommandException.err(USAGE);
        };
    }

    private static Command.Action setName(String name) throws CommandException {
        if (!name.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw CommandException.err(BAD_NAME);
        }
        return (session, out) -> {
            session.name(name);
            out.simple("OK");
        };
    }

    private String list() {
        StringBuilder text = new StringBuilder();
        node.clientSide().clients().all().forEach(each -> text.append(ClientText.line(each)));
        for (Feed feed : node.feeds().all()) {
            text.append(ClientText.line(feed));
        }
        return text.toString();
    }
}
