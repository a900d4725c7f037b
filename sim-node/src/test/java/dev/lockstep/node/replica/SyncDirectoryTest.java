package dev.lockstep.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.store.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second attempt at a full sync may take over from the first. */
class SyncDirectoryTest {
    private static final List<String> FILES =
            List.of("000007.sst", "000009.sst", "000010.log", "CURRENT", "MANIFEST-000005");

    @TempDir
    private Path dir = Path.of("");

    private SyncDirectory sync = new SyncDirectory(dir);

    @BeforeEach
    void firstAttempt() throws IOException {
        sync = new SyncDirectory(dir);
        assertThat(sync.prepare(FILES)).isEqualTo(FILES);
        for (String name : FILES) {
            if (!name.equals("000009.sst")) {
                arrive(name, "content of " + name);
            }
        }
        Files.writeString(sync.partial("000009.sst"), "half");
    }

    @Test
    void completeTablesOfTheSameCheckpoint() throws IOException {
        assertThat(sync.prepare(FILES)).containsExactly("000009.sst", "000010.log", "CURRENT", "MANIFEST-000005");
        assertThat(sync.path()).isDirectoryNotContaining(path -> !path.endsWith("000007.sst"));
    }

    @Test
    void nothingIfTheMasterHasAnotherManifest() throws IOException {
        List<String> other = List.of("000007.sst", "CURRENT", "MANIFEST-000011");
        assertThat(sync.prepare(other)).isEqualTo(other);
        assertThat(sync.path()).isEmptyDirectory();
    }

    @Test
    void noTableThatHasChangedOnDisk() throws IOException {
        Files.writeString(sync.path().resolve("000007.sst"), "CONTENT of 000007.sst");
        assertThat(sync.prepare(FILES)).isEqualTo(FILES);
    }

    @Test
    void noTableThatIsNotRecorded() throws IOException {
        Files.move(sync.partial("000009.sst"), sync.path().resolve("000009.sst"));
        assertThat(sync.prepare(FILES)).contains("000009.sst");
    }

    @Test
    void whatWasKeptIsKeptAgain() throws IOException {
        sync.prepare(FILES);
        assertThat(sync.prepare(FILES)).doesNotContain("000007.sst");
    }

    @Test
    void linesOfTheRecordAreAsLongWhateverTheChecksum() throws IOException {
        for (int i = 0; i < 100; i++) {
            arrive("000009.sst", "%02d".formatted(i));
        }
        assertThat(Files.readAllLines(Trees.sibling(sync.path(), ".record")))
                .filteredOn(line -> line.startsWith("000009.sst"))
                .hasSize(100)
                .allMatch(line -> line.matches("000009.sst 2 [0-9a-f]{8}"));
    }

    private void arrive(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        Files.write(sync.partial(name), bytes);
        sync.complete(name, bytes.length, crc);
    }
}
