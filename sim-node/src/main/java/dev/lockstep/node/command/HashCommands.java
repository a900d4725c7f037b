package dev.lockstep.node.command;

import dev.lockstep.node.data.DataException;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Hashes;
import dev.lockstep.node.data.LexRange;
import dev.lockstep.node.data.Lots;
import dev.lockstep.node.data.Score;
import dev.lockstep.node.data.Window;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The commands on hashes (Kvrocks cmd_hash.cc). */
final class HashCommands {
    private final Cursors cursors;

    HashCommands(NodeContext node) {
        this.cursors = node.clientSide().cursors();
    }

    List<Command> all() {
        return List.of(
                Command.reads(
                        "hget",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.bulkOrNil(new Hashes(db).get(words.bytes(1), words.bytes(2)))),
                Command.writes("hset", -4, KeyPositions.FIRST, words -> set(words, false, false)),
                Command.writes("hmset", -4, KeyPositions.FIRST, words -> set(words, false, true)),
                Command.writes("hsetnx", -4, KeyPositions.FIRST, words -> set(words, true, false)),
                Command.writes("hsetexpire", -5, KeyPositions.FIRST, HashCommands::setWithExpiry),
                Command.reads("hmget", -3, KeyPositions.FIRST, words -> (db, out) -> mget(db, words, out)),
                Command.writes(
                        "hdel",
                        -3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Hashes(db).remove(words.bytes(1), words.from(2)))),
                Command.reads(
                        "hexists",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) ->
                                out.integer(new Hashes(db).get(words.bytes(1), words.bytes(2)) == null ? 0 : 1)),
                Command.reads(
                        "hlen",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Hashes(db).size(words.bytes(1)))),
                Command.reads("hstrlen", 3, KeyPositions.FIRST, words -> (db, out) -> strlen(db, words, out)),
                Command.writes("hincrby", 4, KeyPositions.FIRST, HashCommands::add),
                Command.writes("hincrbyfloat", 4, KeyPositions.FIRST, HashCommands::addReal),
                Command.reads(
                        "hkeys",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> show(new Hashes(db).all(words.bytes(1)), true, false, out)),
                Command.reads(
                        "hvals",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> show(new Hashes(db).all(words.bytes(1)), false, true, out)),
                Command.reads(
                        "hgetall",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> show(new Hashes(db).all(words.bytes(1)), true, true, out)),
                Command.reads("hrangebylex", -4, KeyPositions.FIRST, HashCommands::range),
                Command.reads("hrandfield", -2, KeyPositions.FIRST, HashCommands::random),
                Command.reads("hscan", -3, KeyPositions.FIRST, this::scan));
    }

    private static Command.DataAction set(Arguments words, boolean onlyNew, boolean plainReply)
            throws CommandException {
        if (words.size() % 2 != 0) {
            throw CommandException.arity();
        }
        return (db, out) -> {
            long added = new Hashes(db).set(words.bytes(1), words.from(2), onlyNew);
            if (plainReply) {
                out.simple("OK");
            } else {
                out.integer(added);
            }
        };
    }

    private static Command.DataAction setWithExpiry(Arguments words) throws CommandException {
        if (words.size() % 2 == 0) {
            throw CommandException.arity();
        }
        long seconds = words.integer(2);
        return (db, out) -> {
            new Hashes(db).set(words.bytes(1), words.from(3), false);
            new dev.lockstep.node.data.Keys(db).expire(words.bytes(1), Expiry.after(seconds, 1000));
            out.simple("OK");
        };
    }

    private static void mget(Database db, Arguments words, RespWriter out) {
        Hashes hashes = new Hashes(db);
        hashes.size(words.bytes(1));
        out.array(words.size() - 2);
        words.from(2).forEach(field -> out.bulkOrNil(hashes.get(words.bytes(1), field)));
    }

    private static void strlen(Database db, Arguments words, RespWriter out) {
        byte[] value = new Hashes(db).get(words.bytes(1), words.bytes(2));
        out.integer(value == null ? 0 : value.length);
    }

    private static Command.DataAction add(Arguments words) throws CommandException {
        long amount = words.number(3);
        return (db, out) -> {
            byte[] after = new Hashes(db)
                    .update(
                            words.bytes(1),
                            words.bytes(2),
                            old -> NumberCommands.bytes(Long.toString(sum(old, amount))));
            out.integer(Long.parseLong(NumberCommands.text(after)));
        };
    }

    private static long sum(byte @org.jspecify.annotations.Nullable [] old, long amount) {
        if (old == null) {
            return amount;
        }
        String text = NumberCommands.text(old);
        try {
            long value = Numbers.signed(text);
            NumberCommands.refuseBlank(text, "value is not an integer");
            return NumberCommands.exact(value, amount);
        } catch (NumberFormatException e) {
            throw DataException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Command.DataAction addReal(Arguments words) throws CommandException {
        double amount = words.real(3, Numbers.NOT_FLOAT);
        return (db, out) -> {
            double[] sum = new double[1];
            new Hashes(db).update(words.bytes(1), words.bytes(2), old -> {
                sum[0] = NumberCommands.realSum(old == null ? NumberCommands.bytes("0") : old, amount);
                return NumberCommands.storedReal(sum[0]);
            });
            out.bulk(Score.text(sum[0]));
        };
    }

    private static void show(List<Hashes.Field> fields, boolean names, boolean values, RespWriter out) {
        List<byte[]> shown = new ArrayList<>();
        for (Hashes.Field field : fields) {
            if (names) {
                shown.add(field.name());
            }
            if (values) {
                shown.add(field.value());
            }
        }
        out.bulks(shown);
    }

    private static Command.DataAction range(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 4);
        boolean backwards = false;
        long offset = 0;
        long count = -1;
        while (words.more()) {
            if (words.eat("REV")) {
                backwards = true;
            } else if (words.eat("LIMIT")) {
                offset = words.takeLong();
                count = words.takeLong();
            } else {
                throw CommandException.syntax();
            }
        }
        Window window = new Window(backwards, offset, count);
        LexRange range = backwards
                ? LexWords.lex(arguments.bytes(3), arguments.bytes(2), window)
                : LexWords.lex(arguments.bytes(2), arguments.bytes(3), window);
        return (db, out) -> show(new Hashes(db).range(arguments.bytes(1), range), true, true, out);
    }

    private static Command.DataAction random(Arguments words) throws CommandException {
        if (words.size() == 2) {
            return (db, out) -> {
                List<Hashes.Field> drawn =
                        Lots.draw(new Hashes(db).all(words.bytes(1)), 1, ThreadLocalRandom.current());
                out.bulkOrNil(drawn.isEmpty() ? null : drawn.getFirst().name());
            };
        }
        long count = words.number(2);
        if (words.size() > 4 || (words.size() == 4 && !words.is(3, "withvalues"))) {
            throw CommandException.syntax();
        }
        return (db, out) -> show(
                Lots.draw(new Hashes(db).all(words.bytes(1)), count, ThreadLocalRandom.current()),
                true,
                words.size() == 4,
                out);
    }

    private Command.DataAction scan(Arguments arguments) throws CommandException {
        ScanWords words = ScanWords.parse(arguments, 2, false);
        return (db, out) -> {
            byte[] after = cursors.element(words.cursor());
            List<byte[]> shown = new ArrayList<>();
            for (Hashes.Field field : new Hashes(db).scan(arguments.bytes(1), after, words.prefix(), words.limit())) {
                shown.add(field.name());
                shown.add(field.value());
            }
            words.reply(cursors, Cursors.Kind.HASH, shown, 2, out);
        };
    }
}
