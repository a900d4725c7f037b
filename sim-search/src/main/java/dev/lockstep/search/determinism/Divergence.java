package dev.lockstep.search.determinism;

import java.util.List;

/**
 * Where two runs of a seed went different ways.
 *
 * @param index position of the first event that differs, from 0; -1 if the traces agreed when they were recorded
 * @param first that event in the first JVM as JSON, or {@code end of trace}
 * @param second that event in the second JVM
 * @param firstStack frames at that event in the first JVM, innermost first; empty if it has none there
 * @param secondStack frames at that event in the second JVM
 */
public record Divergence(long index, String first, String second, List<String> firstStack, List<String> secondStack) {
    /** Copies. */
    public Divergence {
        firstStack = List.copyOf(firstStack);
        secondStack = List.copyOf(secondStack);
    }
}
