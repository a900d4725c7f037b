package dev.lockstep.node.command;

import java.util.ArrayList;
import java.util.List;

/** Where the keys of a command stand among its words. */
enum KeyPositions {
    /** There are none. */
    NONE(0, 0),
    /** Word 1. */
    FIRST(0, 0),
    /** Word 1 and all after it. */
    ALL(1, 1),
    /** Word 1 and every second one after it. */
    PAIRS(1, 2);

    private final int repeat;
    private final int step;

    KeyPositions(int repeat, int step) {
        this.repeat = repeat;
        this.step = step;
    }

    List<byte[]> of(Arguments arguments) {
        List<byte[]> keys = new ArrayList<>();
        if (this != NONE) {
            keys.add(arguments.bytes(1));
        }
        for (int i = 1 + step; repeat == 1 && i < arguments.size(); i += step) {
            keys.add(arguments.bytes(i));
        }
        return keys;
    }
}
