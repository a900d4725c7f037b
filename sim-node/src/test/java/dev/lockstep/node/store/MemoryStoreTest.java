package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.api.NodeObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    private static final StoreSettings NO_FLUSH = new StoreSettings(1 << 30, 1 << 30, 3600, 1000, false, false);

    @Override
    Store create(Path path, StoreSettings settings) {
        return new MemoryStore(path, settings, NodeObserver.NONE);
    }

    @Test
    void aDatabaseOfTheOtherKindIsRefused() {
        Store rocks = new RocksStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
        rocks.open();
        rocks.close();
        assertThatThrownBy(() -> open("db", SETTINGS))
                .isInstanceOf(StoreException.class)
                .hasMessage("the database " + dir.resolve("db")
                        + " was written by store rocksdb, expected one of store memory");
    }

    @Test
    void nobodyElseOpensADatabaseThatIsOpen() {
        open("db", SETTINGS);
        assertThatThrownBy(() -> open("db", SETTINGS)).hasMessageEndingWith("is open elsewhere");
    }

    /** Records of all lengths about the edges of a block. */
    @Test
    void theLogHasTheBytesOfRocksDb() throws IOException {
        Store memory = open("memory", NO_FLUSH);
        try (StoreCloser rocks = new StoreCloser(new RocksStore(dir.resolve("rocks"), NO_FLUSH, NodeObserver.NONE))) {
            Random random = new Random(7);
            for (int i = 0; i < 300; i++) {
                String value = "x".repeat(random.nextInt(i % 20 == 0 ? 100_000 : 500));
                put(memory, "k" + i, value);
                put(rocks.store(), "k" + i, value);
            }
            assertThat(log("memory")).isEqualTo(log("rocks"));
        }
    }

    /** As after a loss of power: the store has what came before the first record that is not whole. */
    @Test
    void aCutLogGivesAPrefix() throws IOException {
        Store store = open("db", NO_FLUSH);
        Map<Long, Map<String, String>> history = new HashMap<>(Map.of(0L, Map.of()));
        for (int i = 0; i < 20; i++) {
            put(store, "k" + i % 7, "v".repeat(i * 400));
            history.put(store.latestSequence(), entries(store));
        }
        byte[] whole = log("db");
        for (int cut = 0; cut < whole.length; cut += 977) {
            Path image = Files.createDirectories(dir.resolve("cut-" + cut));
            for (String name : Trees.names(dir.resolve("db"))) {
                byte[] bytes = Files.readAllBytes(dir.resolve("db").resolve(name));
                Files.write(image.resolve(name), name.endsWith(".log") ? Arrays.copyOf(bytes, cut) : bytes);
            }
            Store copy = open("cut-" + cut, NO_FLUSH);
            assertThat(entries(copy)).isEqualTo(history.get(copy.latestSequence()));
            assertThat(copy.latestSequence()).isBetween(cut / 9_000L, 20L);
        }
    }

    private byte[] log(String name) throws IOException {
        String log = Trees.names(dir.resolve(name)).stream()
                .filter(each -> each.endsWith(".log"))
                .reduce((first, second) -> second)
                .orElseThrow();
        return Files.readAllBytes(dir.resolve(name).resolve(log));
    }

    /** Opens a store and closes it again. */
    private record StoreCloser(Store store) implements AutoCloseable {
        StoreCloser {
            store.open();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
