package dev.lockstep.node.command;

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
        String text = text(index);
        if (!text.matches("-?[0-9]+")) {
            throw CommandException.err("not started as an integer");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw CommandException.err("out of range of integer type");
        }
    }
}
