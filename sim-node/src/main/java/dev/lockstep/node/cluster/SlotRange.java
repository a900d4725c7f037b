package dev.lockstep.node.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Slots in a row.
 *
 * @param first the first one
 * @param last the last one, not less than {@code first}
 */
public record SlotRange(int first, int last) {
    /** {@code slots} as ranges, ascending. */
    static List<SlotRange> of(BitSet slots) {
        List<SlotRange> ranges = new ArrayList<>();
        for (int first = slots.nextSetBit(0); first >= 0; ) {
            int end = slots.nextClearBit(first);
            ranges.add(new SlotRange(first, end - 1));
            first = slots.nextSetBit(end);
        }
        return ranges;
    }

    /** Whether {@code slot} is one of them. */
    public boolean contains(int slot) {
        return slot >= first && slot <= last;
    }

    /** Whether any slot is in both. */
    public boolean overlaps(SlotRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
