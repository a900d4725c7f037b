package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Sets;
import dev.lockstep.node.resp.RespWriter;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The commands on sets (Kvrocks cmd_set.cc). */
final class SetCommands {
    private final Cursors cursors;

    SetCommands(NodeContext node) {
        this.cursors = node.clientSide().cursors();
    }

    List<Command> all() {
        return List.of(
                Command.writes(
                        "sadd",
                        -3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Sets(db).add(words.bytes(1), words.from(2)))),
                Command.writes(
                        "srem",
                        -3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Sets(db).remove(words.bytes(1), words.from(2)))),
                Command.reads(
                        "scard",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Sets(db).size(words.bytes(1)))),
                Command.reads(
                        "smembers",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.bulks(new Sets(db).all(words.bytes(1)))),
                Command.reads(
                        "sismember",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) ->
                                out.integer(new Sets(db).contains(words.bytes(1), words.bytes(2)) ? 1 : 0)),
                Command.reads("smismember", -3, KeyPositions.FIRST, words -> (db, out) -> areMembers(db, words, out)),
                Command.writes("spop", -2, KeyPositions.FIRST, SetCommands::pop),
                Command.reads("srandmember", -2, KeyPositions.FIRST, SetCommands::random),
                Command.writes(
                        "smove",
                        4,
                        KeyPositions.BOTH,
                        words -> (db, out) ->
                                out.integer(new Sets(db).move(words.bytes(1), words.bytes(2), words.bytes(3)) ? 1 : 0)),
                Command.reads("sdiff", -2, KeyPositions.ALL, words -> combined(words, Combination.DIFFERENCE)),
                Command.reads("sunion", -2, KeyPositions.ALL, words -> combined(words, Combination.UNION)),
                Command.reads("sinter", -2, KeyPositions.ALL, words -> combined(words, Combination.INTERSECTION)),
                Command.writes("sdiffstore", -3, KeyPositions.ALL, words -> stored(words, Combination.DIFFERENCE)),
                Command.writes("sunionstore", -3, KeyPositions.ALL, words -> stored(words, Combination.UNION)),
                Command.writes("sinterstore", -3, KeyPositions.ALL, words -> stored(words, Combination.INTERSECTION)),
                Command.reads("sintercard", -3, KeyPositions.COUNTED, SetCommands::countCommon),
                Command.reads("sscan", -3, KeyPositions.FIRST, this::scan));
    }

    private static void areMembers(Database db, Arguments words, RespWriter out) {
        Sets sets = new Sets(db);
        sets.size(words.bytes(1));
        out.array(words.size() - 2);
        words.from(2).forEach(member -> out.integer(sets.contains(words.bytes(1), member) ? 1 : 0));
    }

    private static Command.DataAction pop(Arguments words) throws CommandException {
        if (words.size() > 3) {
            throw CommandException.arity();
        }
        boolean counted = words.size() == 3;
        int count = counted ? words.small(2) : 1;
        if (count < 0) {
            throw CommandException.err("value is out of range, must be positive");
        }
        return (db, out) -> reply(new Sets(db).pop(words.bytes(1), count), counted, out);
    }

    private static Command.DataAction random(Arguments words) throws CommandException {
        if (words.size() > 3) {
            throw CommandException.arity();
        }
        boolean counted = words.size() == 3;
        int count = counted ? words.small(2) : 1;
        return (db, out) -> reply(new Sets(db).random(words.bytes(1), count), counted, out);
    }

    private static void reply(List<byte[]> members, boolean counted, RespWriter out) {
        if (counted) {
            out.bulks(members);
        } else {
            out.bulkOrNil(members.isEmpty() ? null : members.getFirst());
        }
    }

    /** What is made of several sets. */
    private enum Combination {
        UNION,
        DIFFERENCE,
        INTERSECTION;

        NavigableSet<byte[]> of(Database db, List<byte[]> keys) {
            Sets sets = new Sets(db);
            NavigableSet<byte[]> result = sorted(sets.all(keys.getFirst()));
            for (byte[] key : keys.subList(1, keys.size())) {
                NavigableSet<byte[]> other = sorted(sets.all(key));
                switch (this) {
                    case UNION -> result.addAll(other);
                    case DIFFERENCE -> result.removeIf(other::contains);
                    case INTERSECTION -> result.removeIf(member -> !other.contains(member));
                }
            }
            return result;
        }

        private static NavigableSet<byte[]> sorted(List<byte[]> members) {
            NavigableSet<byte[]> set = new TreeSet<>(Arrays::compareUnsigned);
            set.addAll(members);
            return set;
        }
    }

    private static Command.DataAction combined(Arguments words, Combination combination) {
        return (db, out) -> out.bulks(combination.of(db, words.from(1)));
    }

    private static Command.DataAction stored(Arguments words, Combination combination) {
        return (db, out) -> out.integer(db.exclusively(() -> {
            List<byte[]> members = List.copyOf(combination.of(db, words.from(2)));
            new Sets(db).replace(words.bytes(1), members);
            return members.size();
        }));
    }

    private static Command.DataAction countCommon(Arguments words) throws CommandException {
        int keys = words.small(1);
        if (keys <= 0) {
            throw CommandException.err("value is out of range, must be positive");
        }
        boolean limited = words.size() == keys + 4L && words.is(keys + 2, "limit");
        int limit = limited ? words.small(keys + 3) : 0;
        if (limit < 0) {
            throw CommandException.err("LIMIT can't be negative");
        }
        if (!limited && words.size() != keys + 2L) {
            throw CommandException.arity();
        }
        return (db, out) -> {
            int size =
                    Combination.INTERSECTION.of(db, words.between(2, keys + 2)).size();
            out.integer(limit == 0 ? size : Math.min(size, limit));
        };
    }

    private Command.DataAction scan(Arguments arguments) throws CommandException {
        ScanWords words = ScanWords.parse(arguments, 2, false);
        return (db, out) -> {
            byte[] after = cursors.element(words.cursor());
            List<byte[]> found = new Sets(db).scan(arguments.bytes(1), after, words.prefix(), words.limit());
            words.reply(cursors, Cursors.Kind.SET, found, 1, out);
        };
    }
}
