package dev.lockstep.node.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Slots as a command names them: numbers and ranges with blanks between them, for example {@code 0 5 7-9} (Kvrocks ParseSlotRanges). */
public final class SlotRanges {
    private static final String BAD_ID = "Invalid slot id: ";

    private SlotRanges() {}

    /**
     * The ranges in {@code text}, at least one.
     *
     * @throws TopologyException with Kvrocks' message
     */
    public static List<SlotRange> parse(String text) throws TopologyException {
        if (text.isEmpty()) {
            throw new TopologyException("No slots to parse.");
        }
        List<SlotRange> ranges = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            if (!word.isEmpty()) {
                ranges.add(range(word));
            }
        }
        if (ranges.isEmpty()) {
            throw new TopologyException(
                    "Invalid slots: `" + text + "`. No slots to parse. Please use spaces to separate slots.");
        }
        return ranges;
    }

    /** All slots of {@code ranges}. */
    public static BitSet slots(List<SlotRange> ranges) {
        BitSet slots = new BitSet();
        ranges.forEach(range -> slots.set(range.first(), range.last() + 1));
        return slots;
    }

    private static SlotRange range(String word) throws TopologyException {
        if (word.indexOf('-') < 0) {
            int slot = slot(word);
            return new SlotRange(slot, slot);
        }
        if (word.startsWith("-") || word.endsWith("-")) {
            throw bad(word, "The character '-' can't appear in the first or last position.");
        }
        String[] ends = word.split("-+", -1);
        if (ends.length != 2) {
            throw bad(word, "The slot range should be of the form `int1-int2`.");
        }
        String order = "The slot range `int1-int2` needs to satisfy the condition (int1 <= int2).";
        try {
            int first = slot(ends[0]);
            int last = slot(ends[1]);
            if (first <= last) {
                return new SlotRange(first, last);
            }
        } catch (TopologyException e) {
            throw bad(word, order);
        }
        throw bad(word, order);
    }

    private static int slot(String text) throws TopologyException {
        if (!text.matches("[0-9]+")) {
            throw new TopologyException(BAD_ID + "not started as an integer");
        }
        if (text.length() > 9) {
            throw new TopologyException(BAD_ID + "out of range of integer type");
        }
        int slot = Integer.parseInt(text);
        if (slot >= SlotHash.SLOTS) {
            throw new TopologyException(BAD_ID + "out of numeric range");
        }
        return slot;
    }

    private static TopologyException bad(String word, String why) {
        return new TopologyException("Invalid slot range: `" + word + "`. " + why);
    }
}
