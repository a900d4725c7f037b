package dev.lockstep.search;

/**
 * A known or suspected mistake, as a patch of the right source.
 *
 * @param id short and unique, for example {@code B11}
 * @param title one line
 * @param upstream where it comes from: a link, a version, or empty
 * @param symptom what a user sees
 * @param breaks the invariants that it breaks, as text
 * @param diff unified diff, {@code git diff} format, paths from the repository root
 */
public record Defect(String id, String title, String upstream, String symptom, String breaks, String diff) {}
