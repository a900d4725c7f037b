package dev.lockstep.node.command;

import dev.lockstep.node.resp.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the keys of a command stand among its words.
 *
 * @param first the first one, 0 for none
 * @param last the last one, counted from the end if negative
 * @param step from one to the next
 * @param counted the word that tells how many there are from {@code first} on, 0 if {@code last} does
 * @param target whether word 1 is a key, too
 */
record KeyPositions(int first, int last, int step, int counted, boolean target) {
    /** There are none. */
    static final KeyPositions NONE = of(0, 0, 0);

    /** Word 1. */
    static final KeyPositions FIRST = of(1, 1, 1);

    /** Words 1 and 2. */
    static final KeyPositions BOTH = of(1, 2, 1);

    /** Word 1 and all after it. */
    static final KeyPositions ALL = of(1, -1, 1);

    /** Word 1 and all after it but the last. */
    static final KeyPositions ALL_BUT_LAST = of(1, -2, 1);

    /** Word 1 and every second one after it. */
    static final KeyPositions PAIRS = of(1, -1, 2);

    /** As many as word 1 says. */
    static final KeyPositions COUNTED = new KeyPositions(2, 0, 1, 1, false);

    /** As many as word 2 says. */
    static final KeyPositions COUNTED_SECOND = new KeyPositions(3, 0, 1, 2, false);

    /** Word 1, and as many as word 2 says. */
    static final KeyPositions TARGET_AND_COUNTED = new KeyPositions(3, 0, 1, 2, true);

    /** The word at {@code place}. */
    static KeyPositions of(int place) {
        return of(place, place, 1);
    }

    private static KeyPositions of(int first, int last, int step) {
        return new KeyPositions(first, last, step, 0, false);
    }

    List<byte[]> of(Arguments arguments) {
        List<byte[]> keys = new ArrayList<>();
        if (target) {
            keys.add(arguments.bytes(1));
        }
        int end = Math.min(end(arguments), arguments.size() - 1);
        for (int i = first; first > 0 && i <= end; i += step) {
            keys.add(arguments.bytes(i));
        }
        return keys;
    }

    private int end(Arguments arguments) {
        if (counted == 0) {
            return last < 0 ? arguments.size() + last : last;
        }
        try {
            return first - 1 + Math.clamp(Numbers.signed(arguments.text(counted)), 0, arguments.size());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
