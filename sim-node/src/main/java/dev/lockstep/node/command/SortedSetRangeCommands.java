package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.LexRange;
import dev.lockstep.node.data.ScoreRange;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.data.SortedSets.Member;
import dev.lockstep.node.data.Window;
import java.util.List;

/** The commands on ranges of sorted sets (Kvrocks cmd_zset.cc). */
final class SortedSetRangeCommands {
    List<Command> all() {
        return List.of(
                Command.reads("zrange", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.ANY, null)),
                Command.reads("zrevrange", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.RANK, true)),
                Command.reads(
                        "zrangebyscore", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.SCORE, false)),
                Command.reads(
                        "zrevrangebyscore", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.SCORE, true)),
                Command.reads("zrangebylex", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.LEX, false)),
                Command.reads(
                        "zrevrangebylex", -4, KeyPositions.FIRST, words -> range(words, RangeWords.Kind.LEX, true)),
                Command.writes("zrangestore", -5, KeyPositions.BOTH, SortedSetRangeCommands::store),
                Command.reads("zcount", 4, KeyPositions.FIRST, words -> {
                    ScoreRange range = LexWords.score(words.text(2), words.text(3), Window.ALL);
                    return (db, out) -> out.integer(
                            new SortedSets(db).byScore(words.bytes(1), range).size());
                }),
                Command.reads("zlexcount", 4, KeyPositions.FIRST, words -> {
                    LexRange range = LexWords.lex(words.bytes(2), words.bytes(3), Window.ALL);
                    return (db, out) -> out.integer(
                            new SortedSets(db).byLex(words.bytes(1), range).size());
                }),
                Command.writes("zremrangebyrank", 4, KeyPositions.FIRST, words -> {
                    int start = words.small(2);
                    int stop = words.small(3);
                    return remove(words, sets -> sets.byRank(words.bytes(1), start, stop, false));
                }),
                Command.writes("zremrangebyscore", 4, KeyPositions.FIRST, words -> {
                    ScoreRange range = LexWords.score(words.text(2), words.text(3), Window.ALL);
                    return remove(words, sets -> sets.byScore(words.bytes(1), range));
                }),
                Command.writes("zremrangebylex", 4, KeyPositions.FIRST, words -> {
                    LexRange range = LexWords.lex(words.bytes(2), words.bytes(3), Window.ALL);
                    return remove(words, sets -> sets.byLex(words.bytes(1), range));
                }));
    }

    private interface Range {
        List<Member> of(SortedSets sets);
    }

    private static Command.DataAction remove(Arguments words, Range range) {
        return (db, out) -> {
            SortedSets sets = new SortedSets(db);
            out.integer(sets.removeChosen(words.bytes(1), () -> range.of(sets)).size());
        };
    }

    private static Command.DataAction range(
            Arguments arguments, RangeWords.Kind kind, @org.jspecify.annotations.Nullable Boolean backwards)
            throws CommandException {
        RangeWords words = RangeWords.parse(arguments, 2, kind, backwards, true);
        return (db, out) -> {
            List<Member> found = words.members(db, arguments.bytes(1));
            if (words.withScores()) {
                out.array(2 * found.size());
                SortedSetCommands.write(found, out);
            } else {
                out.bulks(found.stream().map(Member::name).toList());
            }
        };
    }

    private static Command.DataAction store(Arguments arguments) throws CommandException {
        RangeWords words = RangeWords.parse(arguments, 3, RangeWords.Kind.ANY, null, false);
        return (db, out) -> out.integer(store(db, arguments, words));
    }

    private static long store(Database db, Arguments arguments, RangeWords words) {
        return db.exclusively(() -> {
            List<Member> found = words.members(db, arguments.bytes(2));
            new SortedSets(db).replace(arguments.bytes(1), found);
            return (long) found.size();
        });
    }
}
