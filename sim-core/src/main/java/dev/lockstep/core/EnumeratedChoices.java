package dev.lockstep.core;

import java.util.List;
import java.util.function.IntToLongFunction;

/** Choices that an {@link Enumeration} makes. Draws from the other source at each choice, so that it goes on from there afterwards. */
final class EnumeratedChoices implements Choices {
    private static final long UNITS = 1L << 53;

    private final Enumeration enumeration;
    private final Choices otherwise;
    private final String name;
    private final boolean covered;

    EnumeratedChoices(Enumeration enumeration, Choices otherwise, String name, boolean covered) {
        this.enumeration = enumeration;
        this.otherwise = otherwise;
        this.name = name;
        this.covered = covered;
    }

    @Override
    public long bits() {
        return choose(otherwise.bits(), 1, i -> 0);
    }

    @Override
    public int below(int bound) {
        return (int) choose(otherwise.below(bound), bound, i -> i);
    }

    @Override
    public <T> T oneOf(List<T> options) {
        List<T> different = options.stream().distinct().toList();
        int drawn = otherwise.below(options.size());
        return options.get((int) choose(drawn, different.size(), i -> options.indexOf(different.get(i))));
    }

    @Override
    public long between(long low, long high) {
        long drawn = otherwise.between(low, high) - low;
        long last = high - low;
        int count = enumeration.values(last + 1);
        return low + choose(drawn, count, i -> part(last, i, count - 1));
    }

    @Override
    public double unit() {
        int count = enumeration.values(UNITS);
        return choose((long) (otherwise.unit() * UNITS), count, i -> part(UNITS - 1, i, count - 1)) / (double) UNITS;
    }

    @Override
    public boolean chance(double probability) {
        boolean certain = probability <= 0 || probability >= 1;
        return choose(otherwise.chance(probability) ? 1 : 0, certain ? 1 : 2, i -> i) == 1;
    }

    @Override
    public Choices fork(String child) {
        String path = name.isEmpty() ? child : name + "/" + child;
        return new EnumeratedChoices(enumeration, otherwise.fork(child), path, covered || enumeration.covers(child));
    }

    /** {@code whole * part / parts}, rounded down, without overflow. */
    private static long part(long whole, int part, int parts) {
        return whole / parts * part + whole % parts * part / parts;
    }

    /** What was drawn, unless this is a decision to enumerate; then the value of the alternative that is its turn. */
    private long choose(long drawn, int alternatives, IntToLongFunction value) {
        if (!covered || enumeration.over()) {
            return drawn;
        }
        long chosen = alternatives > 1 ? value.applyAsLong(enumeration.take(alternatives)) : drawn;
        enumeration.keep(name, chosen);
        return chosen;
    }
}
