package dev.lockstep.node.command;

import dev.lockstep.node.data.DataException;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Metadata;
import dev.lockstep.node.data.Strings;
import dev.lockstep.node.resp.RespWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands on strings as bytes (Kvrocks cmd_string.cc). */
final class StringCommands {
    private static final byte[] NOTHING = {};
    private static final long MAX_STRING = 512L << 20;

    private final Stats stats;

    StringCommands(NodeContext node) {
        this.stats = node.stats();
    }

    List<Command> all() {
        return List.of(
                Command.reads("get", 2, KeyPositions.FIRST, words -> (db, out) -> get(db, words.bytes(1), out)),
                Command.writes("set", -3, KeyPositions.FIRST, this::set),
                Command.writes("setex", 4, KeyPositions.FIRST, words -> setWithExpiry(words, 1000)),
                Command.writes("psetex", 4, KeyPositions.FIRST, words -> setWithExpiry(words, 1)),
                Command.writes("setnx", 3, KeyPositions.FIRST, words -> (db, out) -> setIfAbsent(db, words, out)),
                Command.writes("getset", 3, KeyPositions.FIRST, words -> (db, out) -> getSet(db, words, out)),
                Command.writes(
                        "getdel",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.bulkOrNil(new Strings(db).take(words.bytes(1)))),
                Command.writes("getex", -2, KeyPositions.FIRST, StringCommands::getEx),
                Command.writes("mset", -3, KeyPositions.PAIRS, StringCommands::mset),
                Command.writes("msetnx", -3, KeyPositions.PAIRS, StringCommands::msetnx),
                Command.reads("mget", -2, KeyPositions.ALL, words -> (db, out) -> mget(db, words, out)),
                Command.writes("append", 3, KeyPositions.FIRST, words -> (db, out) -> append(db, words, out)),
                Command.reads("strlen", 2, KeyPositions.FIRST, words -> (db, out) -> strlen(db, words, out)),
                Command.reads("getrange", 4, KeyPositions.FIRST, StringCommands::getRange),
                Command.reads("substr", 4, KeyPositions.FIRST, StringCommands::getRange),
                Command.writes("setrange", 4, KeyPositions.FIRST, StringCommands::setRange),
                Command.writes("cas", -4, KeyPositions.FIRST, StringCommands::cas),
                Command.writes(
                        "cad",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) ->
                                out.integer(new Strings(db).replaceIf(words.bytes(1), words.bytes(2), null, 0))),
                Command.reads("lcs", -3, KeyPositions.BOTH, LongestCommon::parse));
    }

    private void get(Database db, byte[] key, RespWriter out) {
        byte[] value = new Strings(db).get(key);
        (value == null ? stats.misses : stats.hits).incrementAndGet();
        out.bulkOrNil(value);
    }

    private Command.DataAction set(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 3);
        Words.Exclusion expiry = new Words.Exclusion();
        Words.Exclusion condition = new Words.Exclusion();
        boolean keep = false;
        boolean absent = false;
        boolean present = false;
        boolean old = false;
        long expireAt = 0;
        while (words.more()) {
            Long at = Expiry.take(words, expiry);
            if (at != null) {
                expireAt = at;
            } else if (words.eat("KEEPTTL", expiry)) {
                keep = true;
            } else if (words.eat("NX", condition)) {
                absent = true;
            } else if (words.eat("XX", condition)) {
                present = true;
            } else if (words.eat("GET")) {
                old = true;
            } else {
                throw CommandException.syntax();
            }
        }
        SetRule rule = new SetRule(absent, present, old, keep, expireAt);
        return (db, out) -> set(db, arguments, rule, out);
    }

    /**
     * The words after key and value of SET.
     *
     * @param absent NX
     * @param present XX
     * @param old GET
     * @param keep KEEPTTL
     * @param expireAt ms since 1970, 0 for never
     */
    private record SetRule(boolean absent, boolean present, boolean old, boolean keep, long expireAt) {
        boolean always() {
            return !absent && !present && !old && !keep;
        }

        long expiry(@Nullable Metadata found) {
            boolean refused = found == null ? present : absent;
            return refused ? -1 : keep && found != null ? found.expireAt() : expireAt;
        }
    }

    private static void set(Database db, Arguments words, SetRule rule, RespWriter out) {
        Strings strings = new Strings(db);
        if (rule.always()) {
            strings.set(words.bytes(1), words.bytes(2), rule.expireAt());
            out.simple("OK");
            return;
        }
        Strings.Outcome outcome = strings.setIf(words.bytes(1), words.bytes(2), rule.old(), rule::expiry);
        if (rule.old()) {
            out.bulkOrNil(outcome.old());
        } else if (outcome.stored()) {
            out.simple("OK");
        } else {
            out.nil();
        }
    }

    private static Command.DataAction setWithExpiry(Arguments words, int unitMillis) throws CommandException {
        long amount = words.number(2);
        if (amount <= 0) {
            throw CommandException.err("invalid expire time");
        }
        return (db, out) -> {
            new Strings(db).set(words.bytes(1), words.bytes(3), Expiry.after(amount, unitMillis));
            out.simple("OK");
        };
    }

    private static void setIfAbsent(Database db, Arguments words, RespWriter out) {
        Strings.Outcome outcome =
                new Strings(db).setIf(words.bytes(1), words.bytes(2), false, found -> found == null ? 0 : -1);
        out.integer(outcome.stored() ? 1 : 0);
    }

    private static void getSet(Database db, Arguments words, RespWriter out) {
        out.bulkOrNil(new Strings(db)
                .setIf(words.bytes(1), words.bytes(2), true, found -> 0)
                .old());
    }

    private static Command.DataAction getEx(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 2);
        Words.Exclusion exclusion = new Words.Exclusion();
        long expireAt = -1;
        while (words.more()) {
            Long at = Expiry.take(words, exclusion);
            if (at != null) {
                expireAt = at;
            } else if (words.eat("PERSIST", exclusion)) {
                expireAt = 0;
            } else {
                throw CommandException.syntax();
            }
        }
        long chosen = expireAt;
        return (db, out) -> out.bulkOrNil(new Strings(db).getAndExpire(arguments.bytes(1), chosen));
    }

    private static Command.DataAction mset(Arguments words) throws CommandException {
        requirePairs(words);
        return (db, out) -> {
            new Strings(db).setAll(words.from(1));
            out.simple("OK");
        };
    }

    private static Command.DataAction msetnx(Arguments words) throws CommandException {
        requirePairs(words);
        return (db, out) -> out.integer(new Strings(db).setAllIfAbsent(words.from(1)) ? 1 : 0);
    }

    private static void requirePairs(Arguments words) throws CommandException {
        if (words.size() % 2 == 0) {
            throw CommandException.arity();
        }
    }

    private static void mget(Database db, Arguments words, RespWriter out) {
        out.array(words.size() - 1);
        for (byte[] key : words.from(1)) {
            Metadata found = db.find(key);
            boolean string = found != null && found.type() == dev.lockstep.node.data.DataType.STRING;
            out.bulkOrNil(found == null || !string ? null : found.value());
        }
    }

    private static void append(Database db, Arguments words, RespWriter out) {
        byte[] tail = words.bytes(2);
        byte[] all = new Strings(db).update(words.bytes(1), NOTHING, old -> {
            byte[] longer = Arrays.copyOf(old, checkedLength((long) old.length + tail.length));
            System.arraycopy(tail, 0, longer, old.length, tail.length);
            return longer;
        });
        out.integer(all.length);
    }

    private static int checkedLength(long length) {
        if (length > MAX_STRING) {
            throw DataException.invalid("string exceeds maximum allowed size");
        }
        return (int) length;
    }

    private static void strlen(Database db, Arguments words, RespWriter out) {
        byte[] value = new Strings(db).get(words.bytes(1));
        out.integer(value == null ? 0 : value.length);
    }

    private static Command.DataAction getRange(Arguments words) throws CommandException {
        int start = words.small(2);
        int stop = words.small(3);
        return (db, out) -> {
            byte[] value = new Strings(db).get(words.bytes(1));
            if (value == null) {
                out.nil();
                return;
            }
            long first = Math.max(0, start < 0 ? (long) start + value.length : start);
            long last = Math.min(value.length, stop < 0 ? (long) stop + value.length : stop);
            if (first > last) {
                out.nil();
            } else {
                out.bulk(Arrays.copyOfRange(value, (int) first, (int) Math.min(value.length, last + 1)));
            }
        };
    }

    private static Command.DataAction setRange(Arguments words) throws CommandException {
        int offset = words.small(2);
        byte[] part = words.bytes(3);
        return (db, out) -> {
            if (offset < 0 || part.length == 0) {
                strlen(db, words, out);
                return;
            }
            byte[] after = new Strings(db).update(words.bytes(1), NOTHING, old -> {
                int length = Math.max(old.length, checkedLength((long) offset + part.length));
                byte[] changed = Arrays.copyOf(old, length);
                System.arraycopy(part, 0, changed, offset, part.length);
                return changed;
            });
            out.integer(after.length);
        };
    }

    private static Command.DataAction cas(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 4);
        Words.Exclusion exclusion = new Words.Exclusion();
        long expireAt = 0;
        while (words.more()) {
            Long at = Expiry.take(words, exclusion);
            if (at == null) {
                throw CommandException.syntax();
            }
            expireAt = at;
        }
        long chosen = expireAt;
        return (db, out) -> out.integer(
                new Strings(db).replaceIf(arguments.bytes(1), arguments.bytes(2), arguments.bytes(3), chosen));
    }
}
