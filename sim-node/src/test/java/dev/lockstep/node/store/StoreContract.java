package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of store does. */
abstract class StoreContract {
    static final StoreSettings SETTINGS = new StoreSettings(2_000, 1 << 20, 3600, 1000, false, false);

    @TempDir
    Path dir = Path.of("");

    private final List<Store> opened = new ArrayList<>();

    /** A closed store of the kind under test. */
    abstract Store create(Path path, StoreSettings settings);

    @AfterEach
    void closeAll() {
        opened.forEach(Store::close);
    }

    @Test
    void everyUseAfterCloseIsAnException() {
        Store store = open("db", SETTINGS);
        put(store, "k", "v");
        WalReader log = store.walReader();
        assertThat(sequenceOf(log.at(1))).isEqualTo(1);
        store.close();
        assertThatThrownBy(() -> log.at(1)).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> store.get(ColumnFamily.METADATA, ascii("k"))).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> put(store, "k", "v")).isInstanceOf(StoreClosedException.class);
        assertThat(store.latestSequenceOrMinusOne()).isEqualTo(-1);
        store.open();
        assertThatThrownBy(() -> log.at(1)).isInstanceOf(StoreClosedException.class);
        log.close();
        assertThat(store.get(ColumnFamily.METADATA, ascii("k"))).isEqualTo(ascii("v"));
    }

    @Test
    void theLogReaderGoesOnWhereItStopped() {
        Store store = open("db", SETTINGS);
        WalReader log = store.walReader();
        assertThat(log.at(1)).isNull();
        for (int i = 1; i <= 100; i++) {
            put(store, "key" + i, "x".repeat(100));
            assertThat(sequenceOf(log.at(i))).isEqualTo(i);
            assertThat(log.at(i + 1)).isNull();
        }
        assertThat(tables(dir.resolve("db"))).isGreaterThan(4);
        log.close();
    }

    @Test
    void aBadBatchFromTheMasterIsRefusedAndHarmsNothing() {
        Store store = open("db", SETTINGS);
        byte[] gap = new BatchWriter()
                .put(ColumnFamily.METADATA, ascii("a"), ascii("b"))
                .withSequence(2);
        assertThatThrownBy(() -> store.apply(gap)).hasMessageContaining("begins at sequence 2, expected 1");
        byte[] cut = Arrays.copyOf(gap, gap.length - 1);
        assertThatThrownBy(() -> store.apply(cut)).isInstanceOf(MalformedBatchException.class);
        put(store, "k", "v");
        store.apply(gap);
        assertThat(store.latestSequence()).isEqualTo(2);
    }

    @Test
    void aCheckpointHoldsEverythingWrittenSoFar() throws IOException {
        Store store = open("db", SETTINGS);
        for (int i = 0; i < 50; i++) {
            put(store, "key" + i, "x".repeat(100));
        }
        assertThat(store.checkpoint(dir.resolve("copy"))).isEqualTo(50);
        Map<String, String> expected = entries(store);
        put(store, "later", "y");
        Store copy = open("copy", SETTINGS);
        assertThat(entries(copy)).isEqualTo(expected).hasSize(50);
        assertThat(copy.latestSequence()).isEqualTo(50);
    }

    @Test
    void aCheckpointFlushesOnlyALargeLog() throws IOException {
        Store lazy = open("lazy", new StoreSettings(1 << 20, 1 << 20, 3600, 1000, false, false));
        Store eager = open("eager", new StoreSettings(1 << 20, 0, 3600, 1000, false, false));
        put(lazy, "k", "v");
        put(eager, "k", "v");
        lazy.checkpoint(dir.resolve("lazy-copy"));
        eager.checkpoint(dir.resolve("eager-copy"));
        assertThat(tables(dir.resolve("lazy-copy"))).isZero();
        assertThat(tables(dir.resolve("eager-copy"))).isEqualTo(1);
    }

    @Test
    void sizesOfFilesDoNotDependOnTheDirectory() throws IOException {
        assertThat(sizes("a")).isEqualTo(sizes("a-much-longer-name/than/the-other"));
    }

    @Test
    void aDamagedDownloadGivesTheOldDatabaseBack() throws IOException {
        Store store = open("db", SETTINGS);
        put(store, "k", "old");
        store.close();
        Path download = Files.createDirectory(dir.resolve("sync_checkpoint"));
        Files.writeString(download.resolve("CURRENT"), "MANIFEST-000099\n");
        assertThatThrownBy(() -> new DatabaseSwap(store).restore(download)).isInstanceOf(IOException.class);
        assertThat(store.get(ColumnFamily.METADATA, ascii("k"))).isEqualTo(ascii("old"));
        assertThat(download).doesNotExist();
        assertThat(dir.resolve("db.tmp")).doesNotExist();
    }

    @Test
    void aTableOfAnotherDatabaseUnderTheSameNameIsRefused() throws IOException {
        Store store = open("db", SETTINGS);
        Store stranger = open("stranger", SETTINGS);
        for (int i = 0; i < 40; i++) {
            put(store, "key" + i, "x".repeat(100));
            put(stranger, "key" + i, "x".repeat(100));
        }
        store.checkpoint(dir.resolve("copy"));
        store.close();
        Path table =
                dir.resolve("copy").resolve(Trees.names(dir.resolve("copy")).getFirst());
        assertThat(table.toString()).endsWith(".sst");
        Files.delete(table);
        Files.copy(dir.resolve("stranger").resolve(table.getFileName()), table);
        assertThatThrownBy(() -> new DatabaseSwap(store).restore(dir.resolve("copy")))
                .isInstanceOf(IOException.class);
        assertThat(store.latestSequence()).isEqualTo(40);
    }

    @Test
    void aCrashBetweenTheTwoRenamesIsRepaired() throws IOException {
        Store store = open("db", SETTINGS);
        put(store, "k", "v");
        store.close();
        Files.move(dir.resolve("db"), dir.resolve("db.tmp"));
        new DatabaseSwap(store).recover();
        store.open();
        assertThat(store.latestSequence()).isEqualTo(1);
    }

    private Map<String, Long> sizes(String name) throws IOException {
        Store store = open(name + "/db", SETTINGS);
        for (int i = 0; i < 50; i++) {
            put(store, "key" + i, "x".repeat(100));
        }
        Path copy = dir.resolve(name).resolve("copy");
        store.checkpoint(copy);
        Map<String, Long> sizes = new TreeMap<>();
        for (String file : Trees.names(copy)) {
            sizes.put(file, Files.size(copy.resolve(file)));
        }
        return sizes;
    }

    Store open(String name, StoreSettings settings) {
        Store store = create(dir.resolve(name), settings);
        store.open();
        opened.add(store);
        return store;
    }

    private static long tables(Path directory) {
        try {
            return Trees.names(directory).stream()
                    .filter(name -> name.endsWith(".sst"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> entries(Store store) {
        Map<String, String> all = new TreeMap<>();
        store.forEach(ColumnFamily.METADATA, (family, key, value) -> all.put(text(key), text(value)));
        return all;
    }

    static void put(Store store, String key, String value) {
        store.write(new BatchWriter().put(ColumnFamily.METADATA, ascii(key), ascii(value)));
    }

    private static long sequenceOf(@Nullable WalBatch batch) {
        return batch == null ? -1 : batch.sequence();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
