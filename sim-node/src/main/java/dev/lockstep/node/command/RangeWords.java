package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.LexRange;
import dev.lockstep.node.data.ScoreRange;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.data.SortedSets.Member;
import dev.lockstep.node.data.Window;
import dev.lockstep.node.resp.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of ZRANGE and its kin from the first end of the range on.
 *
 * @param range finds the members
 * @param withScores whether scores are shown
 */
record RangeWords(Range range, boolean withScores) {
    /** What the ends of a range are. */
    enum Kind {
        /** As a further word says, else ranks. */
        ANY,
        RANK,
        SCORE,
        LEX
    }

    /** Finds the members of a range. */
    interface Range {
        List<Member> of(SortedSets sets, byte[] key);
    }

    List<Member> members(Database database, byte[] key) {
        return range.of(new SortedSets(database), key);
    }

    static RangeWords parse(
            Arguments arguments, int first, Kind fixed, @Nullable Boolean direction, boolean mayShowScores)
            throws CommandException {
        Words words = new Words(arguments, first + 2);
        Kind kind = fixed;
        Boolean backwards = direction;
        boolean scores = false;
        long offset = 0;
        long count = -1;
        while (words.more()) {
            if (mayShowScores && words.eat("withscores")) {
                scores = true;
            } else if (words.eat("limit")) {
                offset = limit(words);
                count = limit(words);
            } else if (kind == Kind.ANY && words.eat("bylex")) {
                kind = Kind.LEX;
            } else if (kind == Kind.ANY && words.eat("byscore")) {
                kind = Kind.SCORE;
            } else if (backwards == null && words.eat("rev")) {
                backwards = true;
            } else {
                throw CommandException.syntax();
            }
        }
        boolean reversed = backwards != null && backwards;
        check(kind, scores, count);
        return new RangeWords(range(arguments, first, kind, new Window(reversed, offset, count)), scores);
    }

    private static long limit(Words words) throws CommandException {
        try {
            return words.takeLong();
        } catch (CommandException e) {
            throw CommandException.err(Numbers.NOT_INTEGER);
        }
    }

    private static void check(Kind kind, boolean scores, long count) throws CommandException {
        if (scores && kind == Kind.LEX) {
            throw CommandException.err("syntax error, WITHSCORES not supported in combination with BYLEX");
        }
        if (count != -1 && (kind == Kind.RANK || kind == Kind.ANY)) {
            throw CommandException.err(
                    "syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
        }
    }

    private static Range range(Arguments arguments, int first, Kind kind, Window window) throws CommandException {
        int min = window.backwards() && kind != Kind.ANY && kind != Kind.RANK ? first + 1 : first;
        int max = 2 * first + 1 - min;
        if (kind == Kind.SCORE) {
            ScoreRange range = LexWords.score(arguments.text(min), arguments.text(max), window);
            return (sets, key) -> sets.byScore(key, range);
        }
        if (kind == Kind.LEX) {
            LexRange range = LexWords.lex(arguments.bytes(min), arguments.bytes(max), window);
            return (sets, key) -> sets.byLex(key, range);
        }
        int start = arguments.small(min);
        int stop = arguments.small(max);
        return (sets, key) -> sets.byRank(key, start, stop, window.backwards());
    }
}
