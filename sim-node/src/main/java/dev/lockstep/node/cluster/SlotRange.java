package dev.lockstep.node.cluster;

/**
 * Slots in a row.
 *
 * @param first the first one
 * @param last the last one, not less than {@code first}
 */
public record SlotRange(int first, int last) {
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
