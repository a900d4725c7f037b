package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The immutable map does what a TreeMap does, and a snapshot stays as it was. */
class SortedBytesProperties {
    private static final byte[] VALUE = {1};

    @Property(tries = 200)
    void behavesAsATreeMap(@ForAll long seed) {
        Random random = new Random(seed);
        TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
        SortedBytes map = SortedBytes.EMPTY;
        SortedBytes snapshot = map;
        List<String> before = List.of();
        for (int i = 0; i < 60; i++) {
            byte[] key = key(random);
            byte[] other = key(random);
            boolean ordered = Arrays.compareUnsigned(key, other) <= 0;
            switch (random.nextInt(5)) {
                case 0 -> {
                    map = map.without(key);
                    expected.remove(key);
                }
                case 1 -> {
                    if (ordered) {
                        assertThat(all(map.range(key, other), false)).isEqualTo(all(expected.subMap(key, other)));
                        map = map.withoutRange(key, other);
                        expected.subMap(key, other).clear();
                    }
                }
                case 2 -> {
                    snapshot = map;
                    before = all(map, false);
                }
                default -> {
                    map = map.with(key, VALUE);
                    expected.put(key, VALUE);
                }
            }
            assertThat(map.get(other)).isEqualTo(expected.get(other));
        }
        byte[] from = key(random);
        assertThat(all(map, false)).isEqualTo(all(expected));
        assertThat(scan(map, from, false)).isEqualTo(all(expected.tailMap(from, true)));
        assertThat(scan(map, from, true))
                .isEqualTo(all(expected.headMap(from, true).descendingMap()));
        assertThat(all(snapshot, false)).isEqualTo(before);
        assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(6) * 50);
        }
        return key;
    }

    private static List<String> all(Map<byte[], byte[]> entries) {
        return entries.keySet().stream().map(Arrays::toString).toList();
    }

    private static List<String> all(SortedBytes map, boolean backwards) {
        return scan(map, new byte[0], backwards);
    }

    /** Up to the end; a visitor that stops earlier sees a prefix of that. */
    private static List<String> scan(SortedBytes map, byte[] from, boolean backwards) {
        List<String> seen = seen(map, from, backwards, Integer.MAX_VALUE);
        int some = seen.size() / 2;
        if (some > 0) {
            assertThat(seen(map, from, backwards, some)).isEqualTo(seen.subList(0, some));
        }
        return seen;
    }

    private static List<String> seen(SortedBytes map, byte[] from, boolean backwards, int most) {
        List<String> seen = new ArrayList<>();
        Store.ScanVisitor visitor = (key, value) -> {
            seen.add(Arrays.toString(Objects.requireNonNull(key)));
            return seen.size() < most;
        };
        if (backwards) {
            map.descend(from, visitor);
        } else {
            map.ascend(from, visitor);
        }
        return seen;
    }
}
