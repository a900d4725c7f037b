package dev.lockstep.node.command;

import dev.lockstep.node.resp.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words of a request; word 0 is the command. */
public final class Arguments {
    private final List<byte[]> words;

    /** The words of one request, at least one. */
    public Arguments(List<byte[]> words) {
        this.words = words;
    }

    /** How many words there are, the command included. */
    public int size() {
        return words.size();
    }

    /** Word {@code index} as it came. */
    public byte[] bytes(int index) {
        return words.get(index);
    }

    /** The words from {@code first} on. */
    public List<byte[]> from(int first) {
        return words.subList(first, words.size());
    }

    /** The words from {@code first} to the one before {@code end}. */
    public List<byte[]> between(int first, int end) {
        return words.subList(first, end);
    }

    /** Word {@code index} as Latin-1 text. */
    public String text(int index) {
        return new String(words.get(index), StandardCharsets.ISO_8859_1);
    }

    /** Whether word {@code index} is {@code word} in any case. */
    public boolean is(int index, String word) {
        return index < size() && text(index).equalsIgnoreCase(word);
    }

    /**
     * Word {@code index} as an integer.
     *
     * @throws CommandException as Kvrocks words it
     */
    public long integer(int index) throws CommandException {
        try {
            return Numbers.signed(text(index));
        } catch (NumberFormatException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
    }

    /** Word {@code index} as a 64-bit integer; whatever is wrong with it is told as {@link Numbers#NOT_INTEGER}. */
    long number(int index) throws CommandException {
        try {
            return Numbers.signed(text(index));
        } catch (NumberFormatException e) {
            throw CommandException.err(Numbers.NOT_INTEGER);
        }
    }

    /** Word {@code index} as a 32-bit integer; whatever is wrong with it is told as {@link Numbers#NOT_INTEGER}. */
    int small(int index) throws CommandException {
        try {
            return Numbers.small(text(index));
        } catch (NumberFormatException e) {
            throw CommandException.err(Numbers.NOT_INTEGER);
        }
    }

    /** Word {@code index} as a floating-point number; whatever is wrong with it is told as {@code complaint}. */
    double real(int index, String complaint) throws CommandException {
        try {
            return Numbers.real(text(index));
        } catch (NumberFormatException e) {
            throw CommandException.err(complaint);
        }
    }
}
