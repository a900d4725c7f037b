package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.KeyLayout;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** NAMESPACE, by which the administrator keeps the namespaces and their tokens (Kvrocks cmd_server.cc). */
final class NamespaceCommands {
    private final NodeContext node;
    private final Namespaces namespaces;

    NamespaceCommands(NodeContext node) {
        this.node = node;
        this.namespaces = node.clientSide().namespaces();
    }

    List<Command> all() {
        return List.of(Command.plain("namespace", -3, this::namespace).with(Command.Flag.ADMIN));
    }

    private void namespace(Session session, Arguments words, RespWriter out) throws CommandException {
        String form = words.text(1).toLowerCase(Locale.ROOT) + words.size();
        boolean replicated = node.config().yes(Option.REPL_NAMESPACE_ENABLED);
        if (replicated && node.replication().isReplica() && !form.startsWith("get")) {
            throw CommandException.err("namespace is read-only for slave");
        }
        switch (form) {
            case "get3" -> get(words.text(2), out);
            case "set4" -> namespaces.set(words.text(2), words.text(3));
            case "add4" -> namespaces.add(words.text(2), words.text(3));
            case "del3" -> namespaces.delete(words.text(2));
            default -> throw CommandException.err("NAMESPACE subcommand must be one of GET, SET, DEL, ADD");
        }
        if (!form.equals("get3")) {
            out.simple("OK");
        }
    }

    private void get(String wanted, RespWriter out) {
        if (!wanted.equals("*")) {
            String token = namespaces.tokenOf(wanted);
            out.bulkOrNil(token == null ? null : NumberCommands.bytes(token));
            return;
        }
        List<String> all = new ArrayList<>();
        namespaces.all().forEach((token, namespace) -> all.addAll(List.of(namespace, token)));
        all.addAll(List.of(KeyLayout.DEFAULT_NAMESPACE, node.config().text(Option.REQUIREPASS)));
        out.array(all.size());
        all.forEach(out::bulk);
    }
}
