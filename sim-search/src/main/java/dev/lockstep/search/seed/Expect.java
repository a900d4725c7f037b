package dev.lockstep.search.seed;

import dev.lockstep.search.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a seed file promises to show.
 *
 * @param verdict {@code pass} or {@code fail}
 * @param property the broken promise; empty if the verdict is {@code pass}
 * @param within latest virtual time of the failure, ns; null if it does not matter
 */
public record Expect(
        String verdict, String property, @Nullable Long within) {
    /** What an outcome shows, without a limit of time. */
    public static Expect of(Outcome outcome) {
        return new Expect(outcome.verdict(), outcome.property(), null);
    }

    /** Whether an outcome is what was promised. */
    public boolean metBy(Outcome outcome) {
        return verdict.equals(outcome.verdict())
                && property.equals(outcome.property())
                && (within == null || outcome.failedAtNanos() <= within);
    }

    /** Whether a failure is promised. */
    public boolean fails() {
        return verdict.equals("fail");
    }
}
