package dev.lockstep.search.bench;

import java.util.List;

/**
 * The values of some rounds.
 *
 * @param least the least
 * @param median the one in the middle; of an even number the upper of the two
 * @param greatest the greatest
 */
public record Spread(double least, double median, double greatest) {
    /** The spread of at least one value. */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
