package dev.lockstep.node.command;

import dev.lockstep.node.data.LexRange;
import dev.lockstep.node.data.ScoreRange;
import dev.lockstep.node.data.Window;
import dev.lockstep.node.resp.Numbers;
import java.util.Arrays;

/** The ends of ranges of members and of scores (Kvrocks ParseRangeLexSpec and ParseRangeScoreSpec). */
final class LexWords {
    private static final byte[] NOTHING = {};

    private LexWords() {}

    static LexRange lex(byte[] min, byte[] max, Window window) throws CommandException {
        boolean endless = isOnly(max, '+');
        boolean fromStart = isOnly(min, '-');
        if (isOnly(min, '+') || isOnly(max, '-')) {
            throw CommandException.err("min > max");
        }
        boolean minOpen = !fromStart && open(min, "the min is illegal");
        boolean maxOpen = !endless && open(max, "the max is illegal");
        byte[] first = fromStart ? NOTHING : Arrays.copyOfRange(min, 1, min.length);
        byte[] last = endless ? NOTHING : Arrays.copyOfRange(max, 1, max.length);
        return new LexRange(first, minOpen, last, maxOpen, endless, window);
    }

    private static boolean isOnly(byte[] word, char c) {
        return word.length == 1 && word[0] == c;
    }

    private static boolean open(byte[] end, String complaint) throws CommandException {
        if (end.length == 0 || (end[0] != '(' && end[0] != '[')) {
            throw CommandException.err(complaint);
        }
        return end[0] == '(';
    }

    static ScoreRange score(String min, String max, Window window) throws CommandException {
        if (min.equals("+inf") || max.equals("-inf")) {
            throw CommandException.err("min > max");
        }
        return new ScoreRange(
                number(min, "the min isn't double"),
                min.startsWith("("),
                number(max, "the max isn't double"),
                max.startsWith("("),
                window);
    }

    private static double number(String end, String complaint) throws CommandException {
        try {
            double value = Numbers.real(end.startsWith("(") ? end.substring(1) : end);
            if (!Double.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw CommandException.err(complaint);
        }
        throw CommandException.err(complaint);
    }
}
