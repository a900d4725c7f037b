package dev.lockstep.node.data;

/**
 * A range of scores.
 *
 * @param min the lowest
 * @param minOpen whether {@code min} itself is outside
 * @param max the highest
 * @param maxOpen whether {@code max} itself is outside
 * @param window which of those in the range count, and from which end
 */
public record ScoreRange(double min, boolean minOpen, double max, boolean maxOpen, Window window) {
    boolean below(double score) {
        return score < min || (minOpen && score == min);
    }

    boolean above(double score) {
        return score > max || (maxOpen && score == max);
    }
}
