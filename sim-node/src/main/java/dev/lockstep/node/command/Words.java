package dev.lockstep.node.command;

import dev.lockstep.node.resp.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the words of a request from one on (Kvrocks CommandParser). Belongs to one thread. */
final class Words {
    private final Arguments arguments;
    private int next;

    Words(Arguments arguments, int first) {
        this.arguments = arguments;
        this.next = first;
    }

    /** Whether there are words left. */
    boolean more() {
        return next < arguments.size();
    }

    /** Takes the next word if it is {@code word} in any case. */
    boolean eat(String word) {
        boolean same = arguments.is(next, word);
        next += same ? 1 : 0;
        return same;
    }

    /** Of several words that exclude each other at most one may be given. */
    static final class Exclusion {
        private @Nullable String chosen;
    }

    /** Takes the next word if it is {@code word} and no other one of {@code exclusion} was taken. */
    boolean eat(String word, Exclusion exclusion) {
        boolean free = exclusion.chosen == null || exclusion.chosen.equals(word);
        boolean same = free && eat(word);
        if (same) {
            exclusion.chosen = word;
        }
        return same;
    }

    byte[] take() throws CommandException {
        if (!more()) {
            throw CommandException.err("no more item to parse");
        }
        return arguments.bytes(next++);
    }

    List<byte[]> take(long count) throws CommandException {
        List<byte[]> taken = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            taken.add(take());
        }
        return taken;
    }

    String takeText() throws CommandException {
        take();
        return arguments.text(next - 1);
    }

    long takeLong() throws CommandException {
        return takeLong(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    long takeLong(long min, long max) throws CommandException {
        String text = takeText();
        try {
            return Numbers.within(text, min, max);
        } catch (NumberFormatException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
    }

    int takeInt(int min) throws CommandException {
        String text = takeText();
        try {
            int value = Numbers.small(text);
            if (value < min) {
                throw new NumberFormatException("out of numeric range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
    }

    double takeReal() throws CommandException {
        String text = takeText();
        try {
            return Numbers.real(text);
        } catch (NumberFormatException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
    }
}
