package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Lists;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.resp.RespWriter;
import java.util.List;

/**
 * The commands that wait until there is something to take (Kvrocks blocking_commander.h). Between MULTI and EXEC they do not wait but
 * answer as one that has timed out.
 */
final class BlockingListCommands {
    private static final String NO_TIMEOUT = "timeout is not a float or out of range";

    private final NodeContext node;

    BlockingListCommands(NodeContext node) {
        this.node = node;
    }

    List<Command> all() {
        return List.of(
                waits("blpop", -3, KeyPositions.ALL_BUT_LAST, words -> pop(words, true)),
                waits("brpop", -3, KeyPositions.ALL_BUT_LAST, words -> pop(words, false)),
                waits("blmpop", -5, KeyPositions.COUNTED_SECOND, this::popMany),
                waits("blmove", 6, KeyPositions.BOTH, this::move),
                waits("bzpopmin", -3, KeyPositions.ALL_BUT_LAST, words -> popScored(words, false)),
                waits("bzpopmax", -3, KeyPositions.ALL_BUT_LAST, words -> popScored(words, true)),
                waits("bzmpop", -5, KeyPositions.COUNTED_SECOND, this::popManyScored));
    }

    private static Command waits(String name, int arity, KeyPositions keys, Command.Parser parser) {
        return Command.parsed(name, arity, parser).with(Command.Flag.WRITE).keyed(keys);
    }

    /** Takes something if there is anything; returns whether there was. */
    private interface Taking {
        boolean take(Database database, RespWriter out);
    }

    private Command.Action pop(Arguments words, boolean left) throws CommandException {
        double seconds = timeout(words, words.size() - 1, "timeout should not be negative");
        List<byte[]> keys = words.between(1, words.size() - 1);
        Taking taking = (db, out) -> {
            for (byte[] key : keys) {
                List<byte[]> popped = new Lists(db).pop(key, 1, left);
                if (popped != null) {
                    out.bulks(List.of(key, popped.getFirst()));
                    return true;
                }
            }
            return false;
        };
        return (session, out) -> takeOrWait(session, keys, seconds, taking, RespWriter::nil, out);
    }

    private Command.Action popMany(Arguments arguments) throws CommandException {
        double seconds = new Words(arguments, 1).takeReal();
        ListCommands.PopWords words = ListCommands.PopWords.parse(arguments, 2);
        return (session, out) -> takeOrWait(session, words.keys(), seconds, words::pop, RespWriter::nil, out);
    }

    private Command.Action move(Arguments words) throws CommandException {
        boolean fromLeft = ListCommands.left(words.text(3));
        boolean toLeft = ListCommands.left(words.text(4));
        double seconds = timeout(words, 5, "timeout is negative");
        Taking taking = (db, out) -> {
            byte[] moved = new Lists(db).move(words.bytes(1), words.bytes(2), fromLeft, toLeft);
            if (moved != null) {
                out.bulk(moved);
                node.clientSide().waiting().pushed(StoredKey.text(db, words.bytes(2)));
            }
            return moved != null;
        };
        return (session, out) ->
                takeOrWait(session, List.of(words.bytes(1)), seconds, taking, RespWriter::nilArray, out);
    }

    private Command.Action popScored(Arguments words, boolean max) throws CommandException {
        double seconds = timeout(words, words.size() - 1, "timeout is negative");
        List<byte[]> keys = words.between(1, words.size() - 1);
        Taking taking = (db, out) -> {
            for (byte[] key : keys) {
                List<SortedSets.Member> popped = SortedSetCommands.pop(db, key, 1, max);
                if (!popped.isEmpty()) {
                    out.array(3);
                    out.bulk(key);
                    SortedSetCommands.write(popped, out);
                    return true;
                }
            }
            return false;
        };
        return (session, out) -> takeOrWait(session, keys, seconds, taking, RespWriter::nilArray, out);
    }

    private Command.Action popManyScored(Arguments arguments) throws CommandException {
        double seconds = new Words(arguments, 1).takeReal();
        if (seconds < 0) {
            throw CommandException.err("timeout is negative");
        }
        SortedSetCommands.PopWords words = SortedSetCommands.PopWords.parse(arguments, 2);
        return (session, out) -> takeOrWait(session, words.keys(), seconds, words::pop, RespWriter::nil, out);
    }

    private static double timeout(Arguments words, int index, String negative) throws CommandException {
        double seconds = words.real(index, NO_TIMEOUT);
        if (seconds < 0) {
            throw CommandException.err(negative);
        }
        return seconds;
    }

    private static void takeOrWait(
            Session session,
            List<byte[]> keys,
            double seconds,
            Taking taking,
            Blocked.TimedOut timedOut,
            RespWriter out) {
        Database database = session.database();
        if (taking.take(database, out)) {
            return;
        }
        if (session.executing()) {
            timedOut.reply(out);
            return;
        }
        List<String> stored =
                keys.stream().map(key -> StoredKey.text(database, key)).toList();
        session.connection()
                .block(Blocked.until(stored, seconds, reply -> taking.take(session.database(), reply), timedOut));
    }
}
