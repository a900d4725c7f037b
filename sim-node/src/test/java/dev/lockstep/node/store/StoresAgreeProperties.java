package dev.lockstep.node.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** {@link MemoryStore} is {@link RocksStore} for whoever looks from outside, whatever happens to them. */
class StoresAgreeProperties {
    private static final ColumnFamily[] FAMILIES = {ColumnFamily.METADATA, ColumnFamily.DEFAULT, ColumnFamily.PUBSUB};

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void overRandomOperations(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StoreSettings settings = new StoreSettings(
                500 + random.nextInt(5_000),
                random.nextBoolean() ? 0 : 300 + random.nextInt(3_000),
                0,
                random.nextInt(2),
                false,
                false);
        run(random, settings, 40, 120);
    }

    /** Values so large that the log outgrows the least limit there is, 1 MB, so that opening purges it. */
    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void overPurgesBySize(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        run(random, new StoreSettings(100_000 + random.nextInt(200_000), 1 << 30, 0, 1, false, false), 60, 120_000);
    }

    private static void run(Random random, StoreSettings settings, int steps, int valueBytes) throws IOException {
        try (StorePair pair = new StorePair(settings)) {
            for (int i = 0; i < steps; i++) {
                step(pair, random, valueBytes);
                pair.equal(1 + random.nextLong(pair.latest() + 2));
            }
        }
    }

    private static void step(StorePair pair, Random random, int valueBytes) throws IOException {
        switch (random.nextInt(21)) {
            case 0 -> pair.closeAndOpen();
            case 1 -> pair.crash();
            case 2 -> pair.checkpoint(false);
            case 3 -> pair.checkpoint(true);
            case 4 ->
                pair.both(store -> {
                    store.flush();
                    return store.latestSequence();
                });
            case 5 -> {
                byte[] batch = batch(random, valueBytes).withSequence(pair.latest() + 1);
                pair.both(store -> {
                    store.apply(batch);
                    return store.latestSequence();
                });
            }
            case 6, 7, 8 -> pair.readOn();
            case 9 -> {
                byte[] from = key(random);
                boolean backwards = random.nextBoolean();
                int most = 1 + random.nextInt(4);
                ColumnFamily family = family(random);
                pair.both(store ->
                        List.of(scan(store, family, from, backwards, most), Arrays.hashCode(store.get(family, from))));
            }
            case 20 ->
                pair.both(store -> {
                    store.compact();
                    return store.latestSequence();
                });
            case 10 -> pair.both(Store::isEmpty);
            default -> {
                BatchWriter batch = batch(random, valueBytes);
                pair.both(store -> store.write(batch));
            }
        }
    }

    private static List<String> scan(Store store, ColumnFamily family, byte[] from, boolean backwards, int most) {
        List<String> seen = new ArrayList<>();
        store.scan(family, from, backwards, (key, value) -> {
            seen.add(Arrays.toString(key) + Arrays.hashCode(value));
            return seen.size() < most;
        });
        return seen;
    }

    private static BatchWriter batch(Random random, int valueBytes) {
        BatchWriter batch = new BatchWriter();
        if (random.nextInt(3) == 0) {
            batch.logData(new byte[] {'7'});
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            update(batch, random, valueBytes);
        }
        return batch;
    }

    private static void update(BatchWriter batch, Random random, int valueBytes) {
        ColumnFamily family = family(random);
        byte[] key = key(random);
        switch (random.nextInt(8)) {
            case 0, 1 -> batch.delete(family, key);
            case 2 -> {
                byte[] other = key(random);
                boolean ordered = Arrays.compareUnsigned(key, other) < 0;
                byte[] end = ordered ? other : key;
                // Never an empty range: it takes a sequence, which RocksDB forgets when it reads the log again.
                batch.deleteRange(family, ordered ? key : other, Arrays.copyOf(end, end.length + 1));
            }
            default -> batch.put(family, key, value(random, valueBytes));
        }
    }

    /** A string that does not expire. */
    private static byte[] value(Random random, int most) {
        byte[] text = new byte[random.nextInt(most)];
        random.nextBytes(text);
        return StringValue.of(text, 0).encode();
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) ('a' + random.nextInt(5) * 40);
        }
        return key;
    }

    private static ColumnFamily family(Random random) {
        return FAMILIES[random.nextInt(FAMILIES.length)];
    }
}
