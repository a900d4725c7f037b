package dev.lockstep.search.determinism;

import java.util.List;

/**
 * Where two runs of a seed went different ways: the first event, or the first end of a step ({@code STOP}: where its thread waits, and
 * until when), that differs.
 *
 * @param index position in the trace of that event, or of the one after that step, from 0; -1 if the traces agreed when they were
 *     recorded
 * @param before the last lines that agree, oldest first
 * @param first what happened in the first JVM
 * @param second what happened in the second JVM
 */
public record Divergence(long index, List<String> before, Side first, Side second) {
    /**
     * One of the two runs there.
     *
     * @param event what differs, as JSON, or {@code end of trace}
     * @param after the lines that follow, as JSON
     * @param stack frames at that point, innermost first: of the thread that emits the event, stops, or is about to run; empty if there
     *     is none
     */
    public record Side(String event, List<String> after, List<String> stack) {
        /** Copies. */
        public Side {
            after = List.copyOf(after);
            stack = List.copyOf(stack);
        }

        /** The innermost frame of the code under test, or empty. */
        public String line() {
            return stack.stream().filter(Frames::isCode).findFirst().orElse("");
        }
    }

    /** Copies. */
    public Divergence {
        before = List.copyOf(before);
    }
}
