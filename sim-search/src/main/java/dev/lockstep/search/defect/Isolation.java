package dev.lockstep.search.defect;

import java.util.List;

/**
 * Which classes a build has of its own.
 *
 * @param own prefixes of the names of classes that every build loads afresh, for example {@code dev.lockstep.node.}
 * @param shared prefixes of exceptions: the classes that a build and whoever embeds it have in common
 */
public record Isolation(List<String> own, List<String> shared) {
    /** Copies. */
    public Isolation {
        own = List.copyOf(own);
        shared = List.copyOf(shared);
    }

    /** Whether a class is loaded afresh. */
    boolean owns(String className) {
        return own.stream().anyMatch(className::startsWith) && shared.stream().noneMatch(className::startsWith);
    }
}
