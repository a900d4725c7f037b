package dev.lockstep.node.command;

import dev.lockstep.node.data.AddRule;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Lots;
import dev.lockstep.node.data.Score;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.data.SortedSets.Member;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The commands on the members of sorted sets (Kvrocks cmd_zset.cc). */
final class SortedSetCommands {
    private final WaitingClients waiting;
    private final Cursors cursors;

    SortedSetCommands(NodeContext node) {
        this.waiting = node.clientSide().waiting();
        this.cursors = node.clientSide().cursors();
    }

    List<Command> all() {
        return List.of(
                Command.writes("zadd", -4, KeyPositions.FIRST, this::add),
                Command.writes("zincrby", 4, KeyPositions.FIRST, this::increment),
                Command.writes(
                        "zrem",
                        -3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new SortedSets(db).remove(words.bytes(1), words.from(2)))),
                Command.reads(
                        "zcard",
                        2,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new SortedSets(db).size(words.bytes(1)))),
                Command.reads(
                        "zscore",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> score(new SortedSets(db).score(words.bytes(1), words.bytes(2)), out)),
                Command.reads("zmscore", -3, KeyPositions.FIRST, words -> (db, out) -> scores(db, words, out)),
                Command.reads("zrank", -3, KeyPositions.FIRST, words -> rank(words, false)),
                Command.reads("zrevrank", -3, KeyPositions.FIRST, words -> rank(words, true)),
                Command.writes("zpopmin", -2, KeyPositions.FIRST, words -> pop(words, false)),
                Command.writes("zpopmax", -2, KeyPositions.FIRST, words -> pop(words, true)),
                Command.writes("zmpop", -4, KeyPositions.COUNTED, SortedSetCommands::popMany),
                Command.reads("zrandmember", -2, KeyPositions.FIRST, SortedSetCommands::random),
                Command.reads("zscan", -3, KeyPositions.FIRST, this::scan));
    }

    private Command.DataAction add(Arguments arguments) throws CommandException {
        AddWords words = AddWords.parse(arguments);
        return (db, out) -> {
            SortedSets.Added added = new SortedSets(db).add(arguments.bytes(1), words.members(), words.rule());
            waiting.pushed(StoredKey.text(db, arguments.bytes(1)));
            if (words.rule().increment()) {
                score(added.score(), out);
            } else {
                out.integer(added.added() + (words.countChanged() ? added.changed() : 0));
            }
        };
    }

    /**
     * The words of ZADD.
     *
     * @param rule when an addition takes effect
     * @param countChanged CH: whether changed scores count
     * @param members what to add
     */
    private record AddWords(AddRule rule, boolean countChanged, List<Member> members) {
        static AddWords parse(Arguments arguments) throws CommandException {
            Words words = new Words(arguments, 2);
            boolean onlyNew = false;
            boolean onlyPresent = false;
            boolean greater = false;
            boolean less = false;
            boolean increment = false;
            boolean changed = false;
            boolean option = true;
            while (option) {
                boolean nx = words.eat("nx");
                boolean xx = words.eat("xx");
                boolean gt = words.eat("gt");
                boolean lt = words.eat("lt");
                boolean ch = words.eat("ch");
                boolean incr = words.eat("incr");
                onlyNew |= nx;
                onlyPresent |= xx;
                greater |= gt;
                less |= lt;
                changed |= ch;
                increment |= incr;
                option = nx || xx || gt || lt || ch || incr;
            }
            AddRule rule = new AddRule(onlyNew, onlyPresent, greater, less, increment);
            check(rule);
            return new AddWords(rule, changed, members(words, increment));
        }

        private static void check(AddRule rule) throws CommandException {
            if (rule.onlyNew() && rule.onlyPresent()) {
                throw CommandException.err("XX and NX options at the same time are not compatible");
            }
            boolean compares = rule.onlyGreater() || rule.onlyLess();
            if ((rule.onlyGreater() && rule.onlyLess()) || (compares && rule.onlyNew())) {
                throw CommandException.err("GT, LT, and/or NX options at the same time are not compatible");
            }
        }

        private static List<Member> members(Words words, boolean single) throws CommandException {
            List<byte[]> rest = new ArrayList<>();
            while (words.more()) {
                rest.add(words.take());
            }
            if (single && rest.size() != 2) {
                throw CommandException.err("INCR option supports a single increment-element pair");
            }
            if (rest.isEmpty() || rest.size() % 2 != 0) {
                throw CommandException.syntax();
            }
            Arguments pairs = new Arguments(rest);
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < rest.size(); i += 2) {
                double score = pairs.real(i, Numbers.NOT_FLOAT);
                if (Double.isNaN(score)) {
                    throw CommandException.err("score is not a valid float");
                }
                members.add(new Member(rest.get(i + 1), score));
            }
            return members;
        }
    }

    private Command.DataAction increment(Arguments words) throws CommandException {
        double amount = words.real(2, Numbers.NOT_FLOAT);
        List<Member> member = List.of(new Member(words.bytes(3), amount));
        return (db, out) -> {
            score(
                    new SortedSets(db)
                            .add(words.bytes(1), member, AddRule.INCREMENT)
                            .score(),
                    out);
            waiting.pushed(StoredKey.text(db, words.bytes(1)));
        };
    }

    /** Writes a score, or null. */
    static void score(@org.jspecify.annotations.Nullable Double score, RespWriter out) {
        if (score == null) {
            out.nil();
        } else {
            out.bulk(Score.text(score));
        }
    }

    private static void scores(Database db, Arguments words, RespWriter out) {
        SortedSets sets = new SortedSets(db);
        sets.size(words.bytes(1));
        out.array(words.size() - 2);
        words.from(2).forEach(member -> score(sets.score(words.bytes(1), member), out));
    }

    private static Command.DataAction rank(Arguments words, boolean backwards) throws CommandException {
        boolean scored = words.size() == 4 && words.is(3, "withscore");
        if (words.size() > 3 && !scored) {
            throw CommandException.syntax();
        }
        return (db, out) -> {
            SortedSets sets = new SortedSets(db);
            long rank = sets.rank(words.bytes(1), words.bytes(2), backwards);
            if (rank < 0 && scored) {
                out.nilArray();
            } else if (rank < 0) {
                out.nil();
            } else if (scored) {
                out.array(2);
                out.integer(rank);
                score(sets.score(words.bytes(1), words.bytes(2)), out);
            } else {
                out.integer(rank);
            }
        };
    }

    private static Command.DataAction pop(Arguments words, boolean max) throws CommandException {
        if (words.size() > 3) {
            throw CommandException.arity();
        }
        int count = words.size() == 3 ? words.small(2) : 1;
        return (db, out) -> {
            List<Member> popped = pop(db, words.bytes(1), count, max);
            out.array(2 * popped.size());
            write(popped, out);
        };
    }

    /** Removes and returns {@code count} members from the lower or upper end. */
    static List<Member> pop(Database db, byte[] key, long count, boolean max) {
        SortedSets sets = new SortedSets(db);
        return sets.removeChosen(key, () -> count <= 0 ? List.of() : sets.byRank(key, 0, count - 1, max));
    }

    /** Writes members, each with its score after it. */
    static void write(List<Member> members, RespWriter out) {
        for (Member member : members) {
            out.bulk(member.name());
            out.bulk(Score.text(member.score()));
        }
    }

    /**
     * The words of ZMPOP and BZMPOP.
     *
     * @param keys the sorted sets, in the order in which they are tried
     * @param max from which end
     * @param count how many at most
     */
    record PopWords(List<byte[]> keys, boolean max, int count) {
        static PopWords parse(Arguments arguments, int first) throws CommandException {
            Words words = new Words(arguments, first);
            List<byte[]> keys = words.take(words.takeInt(1));
            int end = 0;
            int count = 0;
            while (words.more()) {
                if (end == 0 && words.eat("min")) {
                    end = 1;
                } else if (end == 0 && words.eat("max")) {
                    end = 2;
                } else if (count == 0 && words.eat("count")) {
                    count = words.takeInt(1);
                } else {
                    throw CommandException.syntax();
                }
            }
            if (end == 0) {
                throw CommandException.syntax();
            }
            return new PopWords(keys, end == 2, count == 0 ? 1 : count);
        }

        /** Pops from the first sorted set that has members; returns whether there was one. */
        boolean pop(Database db, RespWriter out) {
            for (byte[] key : keys) {
                List<Member> popped = SortedSetCommands.pop(db, key, count, max);
                if (!popped.isEmpty()) {
                    out.array(2);
                    out.bulk(key);
                    out.array(2 * popped.size());
                    write(popped, out);
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
                out.nilArray();
            }
        };
    }

    private static Command.DataAction random(Arguments words) throws CommandException {
        boolean scored = words.size() == 4 && words.is(3, "withscores");
        if (words.size() > 4 || (words.size() == 4 && !scored)) {
            throw CommandException.syntax();
        }
        long count = words.size() > 2 ? words.number(2) : 1;
        return (db, out) -> {
            List<Member> all = new SortedSets(db).byRank(words.bytes(1), 0, -1, false);
            List<Member> drawn = Lots.draw(all, count, ThreadLocalRandom.current());
            if (words.size() == 2) {
                out.bulkOrNil(drawn.isEmpty() ? null : drawn.getFirst().name());
            } else if (scored) {
                out.array(2 * drawn.size());
                write(drawn, out);
            } else {
                out.bulks(drawn.stream().map(Member::name).toList());
            }
        };
    }

    private Command.DataAction scan(Arguments arguments) throws CommandException {
        ScanWords words = ScanWords.parse(arguments, 2, false);
        return (db, out) -> {
            byte[] after = cursors.element(words.cursor());
            List<byte[]> shown = new ArrayList<>();
            for (Member member : new SortedSets(db).scan(arguments.bytes(1), after, words.prefix(), words.limit())) {
                shown.add(member.name());
                shown.add(NumberCommands.bytes(Score.text(member.score())));
            }
            words.reply(cursors, Cursors.Kind.ZSET, shown, 2, out);
        };
    }
}
