package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** PING, ECHO, SELECT, QUIT, AUTH, TIME, INFO, COMMAND, SHUTDOWN. */
final class ServerCommands {
    private final NodeContext node;
    private final InfoText info;

    ServerCommands(NodeContext node) {
        this.node = node;
        this.info = new InfoText(node);
    }

    List<Command> all() {
        return List.of(
                Command.plain("ping", -1, this::ping),
                Command.plain("echo", 2, (session, words, out) -> out.bulk(words.bytes(1))),
                Command.plain("select", 2, (session, words, out) -> out.simple("OK")),
                Command.plain("quit", -1, this::quit),
                Command.plain("auth", 2, this::auth).evenWhileLoading(),
                Command.plain("time", 1, this::time).evenWhileLoading(),
                Command.plain("info", -1, this::info).evenWhileLoading(),
                Command.plain("command", -1, this::command),
                Command.plain("shutdown", -1, this::shutdown));
    }

    private void ping(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() > 2) {
            throw CommandException.arity();
        }
        if (words.size() == 2) {
            out.bulk(words.bytes(1));
        } else {
            out.simple("PONG");
        }
    }

    private void quit(Session session, Arguments words, RespWriter out) {
        out.simple("OK");
        session.connection().closeAfterReply();
    }

    private void auth(Session session, Arguments words, RespWriter out) throws CommandException {
        String password = node.config().text(Option.REQUIREPASS);
        if (password.isEmpty()) {
            throw CommandException.err("Client sent AUTH, but no password is set");
        }
        if (!MessageDigest.isEqual(password.getBytes(StandardCharsets.ISO_8859_1), words.bytes(1))) {
            throw CommandException.err("Invalid password");
        }
        session.authenticate();
        out.simple("OK");
    }

    private void time(Session session, Arguments words, RespWriter out) {
        long now = Keyspace.now();
        out.array(2);
        out.bulk(Long.toString(now / 1000));
        out.bulk(Long.toString(now % 1000 * 1000));
    }

    private void info(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() > 2) {
            throw CommandException.syntax();
        }
        out.bulk(info.render(words.size() == 2 ? words.text(1) : "all"));
    }

    /** Enough for redis-cli, which only wants an answer. */
    private void command(Session session, Arguments words, RespWriter out) {
        out.array(0);
    }

    private void shutdown(Session session, Arguments words, RespWriter out) {
        out.simple("OK");
        session.connection().closeAfterReply();
        node.shutdown().run();
    }
}
