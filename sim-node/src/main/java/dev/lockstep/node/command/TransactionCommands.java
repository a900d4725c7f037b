package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.List;

/** MULTI, EXEC, DISCARD, WATCH and UNWATCH (Kvrocks cmd_txn.cc). */
final class TransactionCommands {
    private final NodeContext node;
    private final Executor executor;

    TransactionCommands(NodeContext node, Executor executor) {
        this.node = node;
        this.executor = executor;
    }

    /** Executes the commands since MULTI as one. */
    interface Executor {
        /** Writes the array of their replies. */
        void execute(Session session, RespWriter out);
    }

    List<Command> all() {
        return List.of(
                Command.plain("multi", 1, (session, words, out) -> multi(session, out))
                        .with(Command.Flag.NEVER_QUEUED),
                Command.plain("exec", 1, (session, words, out) -> exec(session, out))
                        .with(Command.Flag.NEVER_QUEUED)
                        .exclusiveIf(words -> true),
                Command.plain("discard", 1, (session, words, out) -> discard(session, out))
                        .with(Command.Flag.NEVER_QUEUED),
                Command.plain("watch", -2, this::watch)
                        .with(Command.Flag.NOT_IN_MULTI)
                        .keyed(KeyPositions.ALL),
                Command.plain("unwatch", 1, (session, words, out) -> {
                            node.clientSide().watched().forget(session);
                            out.simple("OK");
                        })
                        .with(Command.Flag.NOT_IN_MULTI));
    }

    private static void multi(Session session, RespWriter out) throws CommandException {
        if (session.inMulti()) {
            throw CommandException.err("MULTI calls can not be nested");
        }
        session.beginMulti();
        out.simple("OK");
    }

    private void exec(Session session, RespWriter out) throws CommandException {
        if (!session.inMulti()) {
            throw CommandException.err("EXEC without MULTI");
        }
        try {
            if (session.multiFailed()) {
                throw CommandException.of("EXECABORT Transaction discarded");
            }
            if (session.watchedChanged()) {
                out.nil();
            } else {
                executor.execute(session, out);
            }
        } finally {
            end(session);
        }
    }

    private void discard(Session session, RespWriter out) throws CommandException {
        if (!session.inMulti()) {
            throw CommandException.err("DISCARD without MULTI");
        }
        end(session);
        out.simple("OK");
    }

    private void end(Session session) {
        session.endMulti();
        node.clientSide().watched().forget(session);
    }

    private void watch(Session session, Arguments words, RespWriter out) {
        List<String> keys = words.from(1).stream()
                .map(key -> StoredKey.text(session.database(), key))
                .toList();
        node.clientSide().watched().watch(session, keys);
        out.simple("OK");
    }
}
