package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Lists;
import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.Locale;

/** The commands on lists that do not wait (Kvrocks cmd_list.cc). */
final class ListCommands {
    private final WaitingClients waiting;

    ListCommands(NodeContext node) {
        this.waiting = node.clientSide().waiting();
    }

    List<Command> all() {
        return List.of(
                Command.writes("lpush", -3, KeyPositions.FIRST, words -> push(words, true, true)),
                Command.writes("rpush", -3, KeyPositions.FIRST, words -> push(words, false, true)),
                Command.writes("lpushx", -3, KeyPositions.FIRST, words -> push(words, true, false)),
                Command.writes("rpushx", -3, KeyPositions.FIRST, words -> push(words, false, false)),
                Command.writes("lpop", -2, KeyPositions.FIRST, words -> pop(words, true)),
                Command.writes("rpop", -2, KeyPositions.FIRST, words -> pop(words, false)),
                Command.writes("lmpop", -4, KeyPositions.COUNTED, ListCommands::popMany),
                Command.reads(
                        "llen",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Lists(db).size(words.bytes(1)))),
                Command.reads("lrange", 4, KeyPositions.FIRST, ListCommands::range),
                Command.reads("lindex", 3, KeyPositions.FIRST, ListCommands::index),
                Command.writes("lset", 4, KeyPositions.FIRST, ListCommands::set),
                Command.writes("ltrim", 4, KeyPositions.FIRST, ListCommands::trim),
                Command.writes("lrem", 4, KeyPositions.FIRST, ListCommands::remove),
                Command.writes("linsert", 5, KeyPositions.FIRST, ListCommands::insert),
                Command.writes(
                        "rpoplpush", 3, KeyPositions.BOTH, words -> (db, out) -> move(db, words, false, true, out)),
                Command.writes("lmove", 5, KeyPositions.BOTH, this::move),
                Command.reads("lpos", -3, KeyPositions.FIRST, ListCommands::positions));
    }

    private Command.DataAction push(Arguments words, boolean left, boolean create) {
        return (db, out) -> {
            out.integer(new Lists(db).push(words.bytes(1), words.from(2), left, create));
            waiting.pushed(StoredKey.text(db, words.bytes(1)));
        };
    }

    private static Command.DataAction pop(Arguments words, boolean left) throws CommandException {
        if (words.size() > 3) {
            throw CommandException.arity();
        }
        if (words.size() == 2) {
            return (db, out) -> {
                List<byte[]> popped = new Lists(db).pop(words.bytes(1), 1, left);
                out.bulkOrNil(popped == null ? null : popped.getFirst());
            };
        }
        int count = words.small(2);
        if (count < 0) {
            throw CommandException.err("value is out of range, must be positive");
        }
        return (db, out) -> {
            List<byte[]> popped = new Lists(db).pop(words.bytes(1), count, left);
            if (popped == null) {
                out.nilArray();
            } else {
                out.bulks(popped);
            }
        };
    }

    /**
     * The words of LMPOP and BLMPOP.
     *
     * @param keys the lists, in the order in which they are tried
     * @param left from which end
     * @param count how many at most
     */
    record PopWords(List<byte[]> keys, boolean left, long count) {
        static PopWords parse(Arguments arguments, int first) throws CommandException {
            Words words = new Words(arguments, first);
            List<byte[]> keys = words.take(words.takeLong(0, 0xffffffffL));
            boolean left = ListCommands.left(words.takeText());
            long count = -1;
            while (words.more()) {
                if (words.eat("count") && count < 0) {
                    count = words.takeLong(0, 0xffffffffL);
                } else {
                    throw CommandException.syntax();
                }
            }
            return new PopWords(keys, left, count < 0 ? 1 : count);
        }

        /** Pops from the first list that has elements; returns whether there was one. */
        boolean pop(Database db, RespWriter out) {
            for (byte[] key : keys) {
                List<byte[]> popped = new Lists(db).pop(key, count, left);
                if (popped != null && !popped.isEmpty()) {
                    out.array(2);
                    out.bulk(key);
                    out.bulks(popped);
                    return true;
                }
            }
            return false;
        }
    }

    private static Command.DataAction popMany(Arguments arguments) throws CommandException {
        PopWords words = PopWords.parse(arguments, 1);
        return (db, out) -> {
            if (!words.pop(db, out)) {
                out.nil();
            }
        };
    }

    private static Command.DataAction range(Arguments words) throws CommandException {
        int start = words.small(2);
        int stop = words.small(3);
        return (db, out) -> out.bulks(new Lists(db).range(words.bytes(1), start, stop));
    }

    private static Command.DataAction index(Arguments words) throws CommandException {
        int index = words.small(2);
        return (db, out) -> out.bulkOrNil(new Lists(db).get(words.bytes(1), index));
    }

    private static Command.DataAction set(Arguments words) throws CommandException {
        int index = words.small(2);
        return (db, out) -> {
            if (!new Lists(db).set(words.bytes(1), index, words.bytes(3))) {
                throw CommandException.err("no such key");
            }
            out.simple("OK");
        };
    }

    private static Command.DataAction trim(Arguments words) throws CommandException {
        int start = words.small(2);
        int stop = words.small(3);
        return (db, out) -> {
            new Lists(db).trim(words.bytes(1), start, stop);
            out.simple("OK");
        };
    }

    private static Command.DataAction remove(Arguments words) throws CommandException {
        int count = words.small(2);
        return (db, out) -> out.integer(new Lists(db).remove(words.bytes(1), count, words.bytes(3)));
    }

    private static Command.DataAction insert(Arguments words) throws CommandException {
        boolean before = words.is(2, "before");
        if (!before && !words.is(2, "after")) {
            throw CommandException.syntax();
        }
        return (db, out) -> out.integer(new Lists(db).insert(words.bytes(1), words.bytes(3), words.bytes(4), before));
    }

    /** Whether {@code word} is left rather than right. */
    static boolean left(String word) throws CommandException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "left" -> true;
            case "right" -> false;
            default -> throw CommandException.syntax();
        };
    }

    private Command.DataAction move(Arguments words) throws CommandException {
        boolean fromLeft = left(words.text(3));
        boolean toLeft = left(words.text(4));
        return (db, out) -> move(db, words, fromLeft, toLeft, out);
    }

    private void move(Database db, Arguments words, boolean fromLeft, boolean toLeft, RespWriter out) {
        out.bulkOrNil(new Lists(db).move(words.bytes(1), words.bytes(2), fromLeft, toLeft));
        waiting.pushed(StoredKey.text(db, words.bytes(2)));
    }

    private static Command.DataAction positions(Arguments arguments) throws CommandException {
        if (arguments.size() > 9) {
            throw CommandException.syntax();
        }
        Words words = new Words(arguments, 3);
        long rank = 1;
        long count = -1;
        long limit = 0;
        while (words.more()) {
            if (words.eat("rank")) {
                rank = rank(words.takeLong());
            } else if (words.eat("count")) {
                count = natural(words.takeLong(), "COUNT");
            } else if (words.eat("maxlen")) {
                limit = natural(words.takeLong(), "MAXLEN");
            } else {
                throw CommandException.syntax();
            }
        }
        PositionWords chosen = new PositionWords(rank, count, limit);
        return (db, out) -> chosen.reply(db, arguments, out);
    }

    private static long rank(long rank) throws CommandException {
        if (rank == 0) {
            throw CommandException.err("RANK can't be zero: use 1 to start from the first match, 2 from the second ... "
                    + "or use negative to start from the end of the list");
        }
        if (rank == Long.MIN_VALUE) {
            throw CommandException.err("rank would overflow");
        }
        return rank;
    }

    private static long natural(long number, String what) throws CommandException {
        if (number < 0) {
            throw CommandException.err(what + " can't be negative");
        }
        return number;
    }

    private record PositionWords(long rank, long count, long limit) {
        void reply(Database db, Arguments words, RespWriter out) {
            List<Long> found =
                    new Lists(db).positions(words.bytes(1), words.bytes(2), rank, count < 0 ? 1 : count, limit);
            if (count >= 0) {
                out.array(found.size());
                found.forEach(place -> out.bulk(Long.toString(place)));
            } else if (found.isEmpty()) {
                out.nil();
            } else {
                out.integer(found.getFirst());
            }
        }
    }
}
