package dev.lockstep.node.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Drawing from a list by lot. */
public final class Lots {
    private Lots() {}

    /** {@code count} different items, or all if there are fewer. */
    public static <T> List<T> distinct(List<T> items, long count, RandomGenerator random) {
        List<T> left = new ArrayList<>(items);
        int wanted = (int) Math.min(count, items.size());
        for (int i = 0; i < wanted; i++) {
            int drawn = i + random.nextInt(left.size() - i);
            T swapped = left.get(drawn);
            left.set(drawn, left.get(i));
            left.set(i, swapped);
        }
        return List.copyOf(left.subList(0, wanted));
    }

    /** {@code count} different items, or as many as a negative count says, which may be the same. */
    public static <T> List<T> draw(List<T> items, long count, RandomGenerator random) {
        if (count >= 0) {
            return distinct(items, count, random);
        }
        List<T> drawn = new ArrayList<>();
        for (long i = count; i < 0 && !items.isEmpty(); i++) {
            drawn.add(items.get(random.nextInt(items.size())));
        }
        return drawn;
    }
}
