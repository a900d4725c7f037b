package dev.lockstep.node.data;

import java.util.Arrays;

/** A part of the elements of a collection, for the SCAN family. */
final class Page {
    private Page() {}

    /** Passes on at most {@code limit} elements after {@code cursor} that begin with {@code prefix}. */
    static void walk(Elements elements, byte[] cursor, byte[] prefix, long limit, Sink sink) {
        byte[] start = Arrays.compareUnsigned(cursor, prefix) > 0 ? cursor : prefix;
        long[] count = new long[1];
        elements.from(start, (element, value) -> {
            if (!KeyLayout.startsWith(element, prefix)) {
                return false;
            }
            if (cursor.length == 0 || !Arrays.equals(element, cursor)) {
                sink.element(element, value);
                count[0]++;
            }
            return count[0] < limit;
        });
    }

    /** Takes one element. */
    @FunctionalInterface
    interface Sink {
        void element(byte[] element, byte[] value);
    }
}
