package dev.lockstep.search.shrink;

/** Numbers that a person reads easily. */
final class RoundNumbers {
    private static final long LARGEST_STEP = 1_000_000_000_000_000_000L;

    private RoundNumbers() {}

    /** The number from {@code low} to {@code high} (0 or more, both included) with the most zeros at its end; the smallest of them. */
    static long roundest(long low, long high) {
        for (long step = LARGEST_STEP; step > 1; step /= 10) {
            long candidate = (low + step - 1) / step * step;
            if (candidate >= low && candidate <= high) {
                return candidate;
            }
        }
        return low;
    }

    /** A round number about half-way between two, neither of them; {@code high} if there is none. */
    static long between(long low, long high) {
        long gap = high - low;
        if (gap < 2) {
            return high;
        }
        long quarter = gap / 4;
        return low < 0 ? low + gap / 2 : roundest(low + Math.max(1, quarter), high - Math.max(1, quarter));
    }
}
