package dev.lockstep.search;

/**
 * A promise that a scenario checks.
 *
 * @param name its name in seed files and reports: lower case, digits and hyphens, for example {@code lock-released}
 * @param sentence what must hold
 * @param bound where the bound comes from, for example {@code connect + receive time-out + 0.1 s}, or empty
 */
public record Invariant(String name, String sentence, String bound) {}
