package dev.lockstep.node.data;

import java.util.Arrays;

/**
 * A range of members in byte order.
 *
 * @param min the first
 * @param minOpen whether {@code min} itself is outside
 * @param max the last, ignored if {@code unbounded}
 * @param maxOpen whether {@code max} itself is outside
 * @param unbounded whether there is no last
 * @param window which of those in the range count, and from which end
 */
@SuppressWarnings("ArrayRecordComponent")
public record LexRange(byte[] min, boolean minOpen, byte[] max, boolean maxOpen, boolean unbounded, Window window) {
    boolean below(byte[] member) {
        int order = Arrays.compareUnsigned(member, min);
        return order < 0 || (minOpen && order == 0);
    }

    boolean above(byte[] member) {
        int order = unbounded ? -1 : Arrays.compareUnsigned(member, max);
        return order > 0 || (maxOpen && order == 0);
    }
}
