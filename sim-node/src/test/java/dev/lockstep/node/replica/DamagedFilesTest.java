package dev.lockstep.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.DatabaseSwap;
import dev.lockstep.node.store.RocksStore;
import dev.lockstep.node.store.StoreException;
import dev.lockstep.node.store.StoreSettings;
import dev.lockstep.node.store.TableCheck;
import dev.lockstep.node.testing.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A downloaded database with one file damaged is either refused, and the old one goes on, or it is whole. */
class DamagedFilesTest {
    private static final StoreSettings SETTINGS = new StoreSettings(1 << 20, 1 << 20, 3600, 1000, false, false);
    private static final Transcript TRANSCRIPT = Transcript.named("rsid_no_with_sst");
    private static final List<Map<String, String>> WHOLE = wholeStates();

    @Property(tries = 50)
    void aFlippedBitIsNoticed(
            @ForAll @IntRange(max = 6) int file,
            @ForAll @IntRange(max = 999_999) int place,
            @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        Map<String, byte[]> files = copy();
        String name = new ArrayList<>(files.keySet()).get(file % files.size());
        byte[] content = Objects.requireNonNull(files.get(name));
        content[(int) (place * (long) content.length / 1_000_000)] ^= (byte) (1 << bit);
        refusedOrWhole(files);
    }

    @Property(tries = 30)
    void aMissingEndIsNoticed(@ForAll @IntRange(max = 6) int file, @ForAll @IntRange(max = 999_999) int length)
            throws IOException {
        Map<String, byte[]> files = copy();
        String name = new ArrayList<>(files.keySet()).get(file % files.size());
        byte[] content = Objects.requireNonNull(files.get(name));
        files.put(name, Arrays.copyOf(content, (int) (length * (long) content.length / 1_000_000)));
        refusedOrWhole(files);
    }

    /** RocksDB opens a MANIFEST that was cut between two records without a word. */
    @Example
    void aManifestWithoutItsEndIsNoticed() throws IOException {
        String name = copy().keySet().stream()
                .filter(each -> each.startsWith("MANIFEST"))
                .findFirst()
                .orElseThrow();
        int length = Objects.requireNonNull(copy().get(name)).length;
        for (int end = length - 1; end > length / 2; end -= 1 + (length - end) / 8) {
            Map<String, byte[]> files = copy();
            files.put(name, Arrays.copyOf(Objects.requireNonNull(files.get(name)), end));
            refusedOrWhole(files);
        }
    }

    /** Whole means: everything the tables hold, and the batches of the log up to some point. */
    private static void refusedOrWhole(Map<String, byte[]> files) throws IOException {
        Path dir = Files.createTempDirectory("damaged");
        RocksStore store = new RocksStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
        try {
            store.open();
            store.write(new BatchWriter().put(ColumnFamily.METADATA, bytes("old"), bytes("x")));
            if (arrives(store, files, dir.resolve("sync_checkpoint"))) {
                assertThat(entries(store)).isIn(WHOLE);
            } else {
                assertThat(entries(store)).containsExactly(Map.entry("METADATA old", "x"));
            }
            store.write(new BatchWriter().put(ColumnFamily.METADATA, bytes("new"), bytes("y")));
            assertThat(store.get(ColumnFamily.METADATA, bytes("new"))).isEqualTo(bytes("y"));
        } finally {
            store.close();
            delete(dir);
        }
    }

    /** What a full sync does with files that have arrived. */
    private static boolean arrives(RocksStore store, Map<String, byte[]> files, Path where) throws IOException {
        write(files, where);
        try {
            for (String name : files.keySet()) {
                if (name.endsWith(".sst")) {
                    TableCheck.verify(where.resolve(name));
                }
            }
        } catch (StoreException e) {
            return false;
        }
        store.close();
        try {
            new DatabaseSwap(store).restore(where);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Map<String, String>> wholeStates() {
        Map<String, byte[]> files = copy();
        List<Map<String, String>> states = new ArrayList<>();
        states.add(opened(files));
        files.replaceAll((name, content) -> name.endsWith(".log") ? new byte[0] : content);
        states.add(opened(files));
        return states;
    }

    private static Map<String, String> opened(Map<String, byte[]> files) {
        try {
            Path dir = Files.createTempDirectory("whole");
            write(files, dir.resolve("db"));
            RocksStore store = new RocksStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
            try {
                store.open();
                return entries(store);
            } finally {
                store.close();
                delete(dir);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> copy() {
        Map<String, byte[]> files = new TreeMap<>();
        TRANSCRIPT.files().forEach((name, content) -> files.put(name, content.clone()));
        return files;
    }

    private static Map<String, String> entries(RocksStore store) {
        Map<String, String> entries = new TreeMap<>();
        for (ColumnFamily family : ColumnFamily.values()) {
            store.forEach(
                    family,
                    (where, key, value) -> entries.put(
                            family + " " + new String(key, StandardCharsets.ISO_8859_1),
                            new String(value, StandardCharsets.ISO_8859_1)));
        }
        return entries;
    }

    private static void write(Map<String, byte[]> files, Path where) throws IOException {
        Files.createDirectories(where);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(where.resolve(file.getKey()), file.getValue());
        }
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
