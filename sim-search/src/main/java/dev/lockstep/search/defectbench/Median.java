package dev.lockstep.search.defectbench;

import java.util.List;

/**
 * A median with a confidence interval that assumes nothing of the distribution (order statistics; Conover, Practical Nonparametric
 * Statistics, 3.2).
 *
 * @param value the median; of an even number the lower of the two in the middle
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param confidence the chance that the interval covers the true median, at most what was asked for only if there are too few values
 */
public record Median(long value, long low, long high, double confidence) {
    private static final double WANTED = 0.95;

    /** Of at least one value. */
    public static Median of(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int count = sorted.size();
        if (count == 0) {
            throw new IllegalArgumentException("there are no values, expected at least one");
        }
        int cut = 0;
        double outside = tail(count, 0);
        while (2 * cut + 3 <= count && 2 * tail(count, cut + 1) <= 1 - WANTED) {
            cut++;
            outside = tail(count, cut);
        }
        return new Median(
                sorted.get((count - 1) / 2),
                sorted.get(cut),
                sorted.get(count - 1 - cut),
                Math.max(0, 1 - 2 * outside));
    }

    /** The chance that at most {@code most} of {@code count} values are below the true median. */
    private static double tail(int count, int most) {
        double sum = 0;
        double term = Math.pow(0.5, count);
        for (int i = 0; i <= most; i++) {
            sum += term;
            term = term * (count - i) / (i + 1);
        }
        return sum;
    }
}
