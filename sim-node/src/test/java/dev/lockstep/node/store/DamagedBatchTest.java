package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A write batch that was damaged on its way is refused whole, or it is a batch; in either case the database can be written. */
class DamagedBatchTest {
    private static final StoreSettings SETTINGS = new StoreSettings(1 << 20, 1 << 20, 3600, 1000, false, false);

    @Property(tries = 60)
    void refusedWholeOrAppliedWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int damages)
            throws IOException {
        Random random = new Random(seed);
        Path dir = Files.createTempDirectory("batches");
        RocksStore store = new RocksStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
        try {
            store.open();
            for (int i = 0; i < 100; i++) {
                long before = store.latestSequence();
                byte[] batch = damaged(sound(before + 1, random), damages, random);
                try {
                    store.apply(batch);
                    assertThat(store.latestSequence()).isEqualTo(before + BatchReader.count(batch));
                } catch (MalformedBatchException e) {
                    assertThat(store.latestSequence()).isEqualTo(before);
                }
                store.write(new BatchWriter().put(ColumnFamily.METADATA, bytes("k"), bytes("" + i)));
                assertThat(store.get(ColumnFamily.METADATA, bytes("k"))).isEqualTo(bytes("" + i));
            }
        } finally {
            store.close();
            delete(dir);
        }
    }

    private static byte[] sound(long sequence, Random random) {
        BatchWriter batch = new BatchWriter().logData(bytes("1 note"));
        for (int i = 0; i <= random.nextInt(4); i++) {
            ColumnFamily family = ColumnFamily.withId(random.nextInt(ColumnFamily.count()));
            switch (random.nextInt(3)) {
                case 0 -> batch.put(family, bytes("key" + random.nextInt(9)), new byte[random.nextInt(200)]);
                case 1 -> batch.delete(family, bytes("key" + random.nextInt(9)));
                default -> batch.deleteRange(family, bytes("key" + random.nextInt(5)), bytes("key7"));
            }
        }
        return batch.withSequence(sequence);
    }

    private static byte[] damaged(byte[] sound, int damages, Random random) {
        byte[] batch = sound.clone();
        for (int i = 0; i < damages && batch.length > 0; i++) {
            int at = random.nextInt(batch.length);
            switch (random.nextInt(4)) {
                case 0 -> batch = Arrays.copyOf(batch, at);
                case 1 -> batch[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> batch[at] = (byte) random.nextInt(256);
                default -> batch = Arrays.copyOf(batch, batch.length + 1 + random.nextInt(9));
            }
        }
        if (batch.length >= BatchReader.HEADER && random.nextBoolean()) {
            ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).putInt(8, random.nextInt(6) - 1);
        }
        return batch;
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
