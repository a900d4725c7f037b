package dev.lockstep.node.command;

import dev.lockstep.node.cluster.SlotHash;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Scripts;
import dev.lockstep.node.resp.RespWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** EVAL and its kin, and SCRIPT (Kvrocks cmd_script.cc). */
final class ScriptCommands {
    private static final int DIGEST_LENGTH = 40;
    private static final String NO_SUCH_SCRIPT = "NOSCRIPT No matching script. Please use EVAL";

    private final NodeContext node;
    private final Executor executor;

    ScriptCommands(NodeContext node, Executor executor) {
        this.node = node;
        this.executor = executor;
    }

    /** Executes a command that a script gives. */
    interface Executor {
        /**
         * Writes the reply of the command.
         *
         * @throws CommandException with the error without the code word ERR
         */
        void execute(Session session, Arguments words, Run run, RespWriter out) throws CommandException;
    }

    /** One run of a script. Belongs to one thread. */
    static final class Run {
        private final boolean onlyReads;
        private int slot;

        private Run(boolean onlyReads, List<byte[]> keys) {
            this.onlyReads = onlyReads;
            this.slot = keys.isEmpty() ? -1 : SlotHash.slot(keys.getFirst());
        }

        boolean onlyReads() {
            return onlyReads;
        }

        /** Takes note that {@code next} is used; returns false if another node serves it than the slot used before. */
        boolean use(int next, IntPredicate sameOwner) {
            boolean allowed = slot < 0 || slot == next || sameOwner.test(slot);
            slot = allowed ? next : slot;
            return allowed;
        }
    }

    List<Command> all() {
        return List.of(
                eval("eval", this::givenBody, false),
                eval("evalsha", this::knownBody, false),
                eval("eval_ro", this::givenBody, true),
                eval("evalsha_ro", this::knownBody, true),
                Command.plain("script", -2, this::script).exclusiveIf(words -> true));
    }

    private interface Source {
        byte[] body(Database database, Arguments words) throws CommandException;
    }

    private Command eval(String name, Source source, boolean onlyReads) {
        Command command = Command.plain(
                        name, -3, (session, words, out) -> evaluate(session, words, source, onlyReads, out))
                .with(onlyReads ? Command.Flag.READ : Command.Flag.WRITE)
                .keyed(KeyPositions.COUNTED_SECOND);
        return onlyReads ? command : command.exclusiveIf(words -> true);
    }

    private void evaluate(Session session, Arguments words, Source source, boolean onlyReads, RespWriter out)
            throws CommandException {
        long keys = words.integer(2);
        if (keys > words.size() - 3) {
            throw CommandException.err("Number of keys can't be greater than number of args");
        }
        if (keys < 0) {
            throw CommandException.err("Number of keys can't be negative");
        }
        byte[] body = source.body(session.database(), words);
        int end = 3 + (int) keys;
        Run run = new Run(onlyReads, words.between(3, end));
        new Script(body, digest(body))
                .run(
                        words.between(3, end),
                        words.from(end),
                        (request, reply) -> executor.execute(session, request, run, reply),
                        out);
    }

    private byte[] givenBody(Database database, Arguments words) {
        byte[] body = words.bytes(1);
        node.clientSide().scripts().remember(digest(body), body);
        return body;
    }

    private byte[] knownBody(Database database, Arguments words) throws CommandException {
        String digest = words.text(1).toLowerCase(Locale.ROOT);
        byte[] body = digest.length() == DIGEST_LENGTH ? find(database, digest) : null;
        if (body == null) {
            throw CommandException.of(NO_SUCH_SCRIPT);
        }
        return body;
    }

    private byte @Nullable [] find(Database database, String digest) {
        byte[] known = node.clientSide().scripts().body(digest);
        return known == null ? new Scripts(database).get(digest) : known;
    }

    private void script(Session session, Arguments words, RespWriter out) throws CommandException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT);
        if (node.replication().isReplica() && !subcommand.equals("exists")) {
            throw CommandException.err("READONLY You can't write against a read only slave");
        }
        Scripts stored = new Scripts(session.database());
        if (subcommand.equals("flush") && words.size() == 2) {
            node.clientSide().scripts().forget();
            stored.clear(words.from(0));
            out.simple("OK");
        } else if (subcommand.equals("exists") && words.size() >= 3) {
            out.array(words.size() - 2);
            for (int i = 2; i < words.size(); i++) {
                out.integer(find(session.database(), words.text(i)) == null ? 0 : 1);
            }
        } else if (subcommand.equals("load") && words.size() == 3) {
            byte[] body = words.bytes(2);
            String digest = digest(body);
            new Script(body, digest).check();
            stored.put(digest, body);
            out.bulk(digest);
        } else {
            throw CommandException.err("Unknown SCRIPT subcommand or wrong number of arguments");
        }
    }

    /** The SHA-1 sum of {@code body} in lower-case hexadecimal digits. */
    static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }
}
