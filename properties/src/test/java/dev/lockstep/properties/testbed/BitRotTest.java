package dev.lockstep.properties.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.RocksStore;
import dev.lockstep.node.store.StoreException;
import dev.lockstep.node.store.StoreSettings;
import dev.lockstep.properties.check.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong bit in a database is an error, or costs the end of the log; it never makes other data. */
class BitRotTest {
    private static final StoreSettings SETTINGS = new StoreSettings(4_096, 1 << 20, 0, 0, false, false);
    private static final int WRITES = 50;
    /** Every so many places; the whole file takes minutes. */
    private static final int STEP = Integer.getInteger("lockstep.rotStep", 37);

    @TempDir
    private Path dir = Path.of("");

    /** A database and its content at every sequence. */
    private Map<Long, Long> write(Path home) {
        Map<Long, Long> digests = new HashMap<>();
        RocksStore store = new RocksStore(home.resolve("db"), SETTINGS, NodeObserver.NONE);
        store.open();
        digests.put(0L, content(store).digest());
        for (int i = 0; i < WRITES; i++) {
            byte[] key = {(byte) (i % 20)};
            byte[] value = new byte[150 + i];
            value[0] = (byte) i;
            store.write(new BatchWriter().put(ColumnFamily.METADATA, key, value));
            digests.put(store.latestSequence(), content(store).digest());
        }
        store.close();
        return digests;
    }

    private static Content content(RocksStore store) {
        Content content = new Content();
        for (ColumnFamily family : ColumnFamily.values()) {
            store.forEach(family, (of, key, value) -> content.put(of.id(), key, value));
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(strings = {".sst", ".log", "MANIFEST"})
    void aWrongBitIsAnErrorOrAnEarlierState(String files) throws IOException {
        Path home = Files.createDirectory(dir.resolve("home"));
        Map<Long, Long> digests = write(home);
        List<String> wrong = new ArrayList<>();
        int noticed = 0;
        for (long place = 0; place < 1_000; place += STEP) {
            Path copy = dir.resolve("copy" + place);
            Scratch.copy(home, copy);
            assertThat(new BitRot(files, place).apply(copy, Map.of())).isTrue();
            RocksStore store = new RocksStore(copy.resolve("db"), SETTINGS, NodeObserver.NONE);
            try {
                store.open();
                long latest = store.latestSequence();
                if (!digests.getOrDefault(latest, -1L).equals(content(store).digest())) {
                    wrong.add("place " + place + " sequence " + latest);
                }
                noticed += latest < WRITES ? 1 : 0;
            } catch (StoreException e) {
                noticed++;
            } finally {
                store.close();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(noticed).isPositive();
    }

    @Test
    void thereMayBeNothingToHit() throws IOException {
        assertThat(new BitRot(".sst", 5).apply(dir, Map.of())).isFalse();
        Files.createDirectories(dir.resolve("db"));
        assertThat(new BitRot("MANIFEST", 5).apply(dir, Map.of())).isFalse();
    }
}
