package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store of each kind, to which the same is done; after each step both are looked at from outside and must be equal. */
final class StorePair implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final Path root;
    private final StoreSettings settings;
    private final List<Side> sides = new ArrayList<>();
    private int number;

    private static final class Side {
        private final BiFunction<Path, StoreSettings, Store> kind;
        private Path directory;
        private Store store;
        private @Nullable WalReader reader;
        private long next = 1;

        Side(BiFunction<Path, StoreSettings, Store> kind, Path directory, StoreSettings settings) {
            this.kind = kind;
            this.directory = directory;
            this.store = kind.apply(directory.resolve("db"), settings);
            store.open();
        }

        void dropReader() {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }

    /** Something done to one store. */
    @FunctionalInterface
    interface Deed {
        /** Does it and returns what can be seen. */
        Object on(Store store) throws IOException;
    }

    StorePair(StoreSettings settings) throws IOException {
        this.root = Files.createTempDirectory("pair");
        this.settings = settings;
        sides.add(new Side((p, s) -> new RocksStore(p, s, NodeObserver.NONE), root.resolve("rocksdb"), settings));
        sides.add(new Side((p, s) -> new MemoryStore(p, s, NodeObserver.NONE), root.resolve("memory"), settings));
    }

    /** Does it to both and compares. */
    void both(Deed deed) throws IOException {
        compare(side -> deed.on(side.store));
    }

    private void compare(Look look) throws IOException {
        Object real = look.at(sides.get(0));
        Object memory = look.at(sides.get(1));
        assertThat(memory).isEqualTo(real);
    }

    @FunctionalInterface
    private interface Look {
        Object at(Side side) throws IOException;
    }

    /** What is in them, and that their logs give the same from {@code sequence} on. */
    void equal(long sequence) throws IOException {
        compare(side -> side.store.latestSequence());
        compare(side -> entries(side.store));
        compare(side -> log(side.store, sequence));
    }

    /** A reader that stays reads on, once. */
    void readOn() throws IOException {
        compare(side -> {
            if (side.reader == null) {
                side.reader = side.store.walReader();
            }
            WalBatch batch = side.reader.at(side.next);
            side.next = batch == null ? side.next : batch.next();
            return text(batch);
        });
    }

    void closeAndOpen() {
        for (Side side : sides) {
            side.dropReader();
            side.store.close();
            side.store.open();
        }
    }

    /** Both processes vanish; the files are as they are. */
    void crash() throws IOException {
        for (Side side : sides) {
            Path image = root.resolve("image-" + ++number);
            copy(side.directory, image);
            side.reader = null;
            side.store.abandon();
            side.directory = image;
            side.store = side.kind.apply(image.resolve("db"), settings);
            side.store.open();
        }
    }

    /** What a checkpoint holds, seen by opening it; it takes the place of the database if {@code restored}. */
    void checkpoint(boolean restored) throws IOException {
        String name = "checkpoint-" + ++number;
        compare(side -> side.store.checkpoint(side.directory.resolve(name)));
        compare(side -> {
            Store copy = side.kind.apply(side.directory.resolve(name), settings);
            copy.open();
            Object seen = List.of(copy.latestSequence(), entries(copy), log(copy, 1));
            copy.close();
            return seen;
        });
        if (restored) {
            for (Side side : sides) {
                side.dropReader();
                side.store.close();
                new DatabaseSwap(side.store).restore(side.directory.resolve(name));
            }
        }
    }

    long latest() {
        return sides.getFirst().store.latestSequence();
    }

    private static List<String> entries(Store store) {
        List<String> entries = new ArrayList<>();
        for (ColumnFamily each : ColumnFamily.values()) {
            store.forEach(each, (family, key, value) -> entries.add(text(family, key, value)));
        }
        return entries;
    }

    private static String text(ColumnFamily family, byte[] key, byte[] value) {
        return family + " " + HEX.formatHex(key) + " " + HEX.formatHex(value, 0, Math.min(20, value.length)) + " "
                + value.length;
    }

    private static List<String> log(Store store, long sequence) {
        List<String> batches = new ArrayList<>();
        try (WalReader reader = store.walReader()) {
            long next = sequence;
            for (WalBatch batch = reader.at(next); batch != null; batch = reader.at(next)) {
                batches.add(text(batch));
                next = batch.next();
            }
        }
        return batches;
    }

    private static String text(@Nullable WalBatch batch) {
        return batch == null
                ? "none"
                : batch.sequence() + "+" + batch.count() + " "
                        + HEX.formatHex(batch.bytes(), 0, Math.min(60, batch.bytes().length)) + " "
                        + batch.bytes().length;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(p -> !p.endsWith("LOCK")).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Side side : sides) {
            side.dropReader();
            side.store.close();
        }
        Trees.delete(root);
    }
}
