package dev.lockstep.search.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = directory.resolve("f");
        AtomicFile.write(file, "old");
        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = directory.resolve("d");
        Files.createDirectories(target.resolve("in the way"));

        assertThatThrownBy(() -> AtomicFile.write(target, "new")).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(target);
        assertThat(target.resolve("in the way")).exists();
    }

    @Test
    void aReaderNeverSeesHalfAFile() throws Exception {
        Path file = directory.resolve("f");
        String a = "a".repeat(100_000);
        String b = "b".repeat(100_000);
        AtomicFile.write(file, a);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    AtomicFile.write(file, i % 2 == 0 ? b : a);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                done.set(true);
            }
        });
        while (!done.get()) {
            assertThat(Files.readString(file)).isIn(a, b);
        }
        writer.join();
    }
}
