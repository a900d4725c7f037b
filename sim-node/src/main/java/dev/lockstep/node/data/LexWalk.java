package dev.lockstep.node.data;

import java.util.Arrays;

/** Goes through the elements of a range in byte order, from either end. Belongs to one command. */
final class LexWalk {
    private final LexRange range;
    private long position;
    private long taken;

    LexWalk(LexRange range) {
        this.range = range;
    }

    /** Passes on what the range and its window let through. */
    void walk(Elements elements, Page.Sink sink) {
        if (range.window().full(0)) {
            return;
        }
        if (!range.window().backwards()) {
            elements.from(range.min(), (element, value) -> forwards(element, value, sink));
        } else if (range.unbounded()) {
            elements.backwards((element, value) -> backwards(element, value, sink));
        } else {
            elements.backwardsTo(range.max(), (element, value) -> backwards(element, value, sink));
        }
    }

    private boolean forwards(byte[] element, byte[] value, Page.Sink sink) {
        return !range.above(element) && (range.below(element) || take(element, value, sink));
    }

    private boolean backwards(byte[] element, byte[] value, Page.Sink sink) {
        return !range.below(element) && (range.above(element) || take(element, value, sink));
    }

    private boolean take(byte[] element, byte[] value, Page.Sink sink) {
        if (range.window().wants(position++)) {
            sink.element(Arrays.copyOf(element, element.length), value);
            taken++;
        }
        return !range.window().full(taken);
    }
}
