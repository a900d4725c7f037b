package dev.lockstep.search.seed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that is there completely or not at all: written beside its place, forced to disk, then renamed. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a text, replacing the file if there is one; creates the directory.
     *
     * @throws IOException if it cannot be written; nothing is left behind then
     */
    public static void write(Path file, String text) throws IOException {
        Path directory = parent(file);
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            readableByOthers(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A temporary file is private; a seed file is to be shared like any other. */
    private static void readableByOthers(Path draft) {
        boolean ignored = draft.toFile().setReadable(true, false);
    }

    private static Path parent(Path file) {
        @Nullable Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
