package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** PING, ECHO, SELECT, QUIT, RESET, AUTH, HELLO, TIME, INFO, SHUTDOWN (Kvrocks cmd_server.cc). */
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
                Command.plain("reset", -1, this::reset).evenWhileLoading().with(Command.Flag.NEVER_QUEUED),
                Command.plain("auth", 2, this::auth).evenWhileLoading().with(Command.Flag.WITHOUT_PASSWORD),
                Command.plain("hello", -1, this::hello).evenWhileLoading().with(Command.Flag.WITHOUT_PASSWORD),
                Command.plain("time", 1, this::time).evenWhileLoading(),
                Command.plain("info", -1, this::info).evenWhileLoading(),
                Command.plain("shutdown", -1, this::shutdown).with(Command.Flag.ADMIN, Command.Flag.NOT_IN_MULTI));
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

    private void reset(Session session, Arguments words, RespWriter out) {
        session.endMulti();
        node.clientSide().watched().forget(session);
        node.clientSide().pubSub().forget(session);
        session.name("");
        session.readOnly(false);
        session.asking(false);
        if (node.config().text(Option.REQUIREPASS).isEmpty()) {
            session.becomeAdmin();
        } else {
            session.leave();
        }
        out.simple("RESET");
    }

    private void auth(Session session, Arguments words, RespWriter out) throws CommandException {
        authenticate(session, words.bytes(1), "");
        out.simple("OK");
    }

    private void authenticate(Session session, byte[] given, String prefix) throws CommandException {
        String password = node.config().text(Option.REQUIREPASS);
        if (password.isEmpty()) {
            throw CommandException.err(prefix + "Client sent AUTH, but no password is set");
        }
        String namespace = node.clientSide().namespaces().ofToken(NumberCommands.text(given));
        if (namespace != null) {
            session.becomeUser(namespace);
        } else if (MessageDigest.isEqual(password.getBytes(StandardCharsets.ISO_8859_1), given)) {
            session.becomeAdmin();
        } else {
            throw CommandException.err(prefix + "Invalid password");
        }
    }

    /** Answers in version 2 of the protocol, as Kvrocks does with {@code resp3-enabled no}. */
    private void hello(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() > 1) {
            checkProtocol(words.text(1));
        }
        for (int i = 2; i < words.size(); i++) {
            int left = words.size() - 1 - i;
            if (words.is(i, "auth") && left >= 1) {
                boolean named = left >= 2;
                authenticate(session, words.bytes(named ? i + 2 : i + 1), "");
                i += named ? 2 : 1;
            } else if (words.is(i, "setname") && left >= 1) {
                session.name(words.text(++i));
            } else {
                throw CommandException.err("Syntax error in HELLO option " + words.text(i));
            }
        }
        boolean replica = node.replication().isReplica();
        out.array(12);
        out.bulk("server");
        out.bulk("redis");
        out.bulk("version");
        out.bulk("4.0.0");
        out.bulk("proto");
        out.integer(2);
        out.bulk("mode");
        out.bulk(node.config().yes(Option.CLUSTER_ENABLED) ? "cluster" : "standalone");
        out.bulk("role");
        out.bulk(replica ? "slave" : "master");
        out.bulk("modules");
        out.nilArray();
    }

    private static void checkProtocol(String text) throws CommandException {
        long version;
        try {
            version = Numbers.signed(text);
        } catch (NumberFormatException e) {
            throw CommandException.err("Protocol version is not an integer or out of range");
        }
        if (version < 2 || version > 3) {
            throw CommandException.of("NOPROTO unsupported protocol version");
        }
    }

    private void time(Session session, Arguments words, RespWriter out) {
        long now = Database.now();
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

    private void shutdown(Session session, Arguments words, RespWriter out) {
        out.simple("OK");
        session.connection().closeAfterReply();
        node.shutdown().run();
    }
}
