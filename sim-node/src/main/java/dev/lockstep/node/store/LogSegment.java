package dev.lockstep.node.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the write-ahead log of a {@link MemoryStore}, with its batches in memory too. Guarded by the log it belongs to.
 */
final class LogSegment {
    private final long number;
    private final List<WalBatch> batches = new ArrayList<>();
    private Path file;
    private long size;
    private boolean purged;
    private boolean torn;
    private @Nullable FileOutputStream out;

    LogSegment(long number, Path file) {
        this.number = number;
        this.file = file;
    }

    /** Where the segment of a number lies. */
    static Path file(Path directory, long number) {
        return directory.resolve("%06d.log".formatted(number));
    }

    /** What is in a file, up to the first record that is not whole. */
    static LogSegment read(long number, Path file) throws IOException {
        LogSegment segment = new LogSegment(number, file);
        byte[] bytes = Files.readAllBytes(file);
        segment.size = bytes.length;
        for (byte[] batch : LogFormat.decode(bytes)) {
            if (batch.length < BatchReader.HEADER) {
                break;
            }
            segment.remember(batch);
        }
        return segment;
    }

    /** Adds a batch; the first one makes the file. If it fails, what got there of it does not count and goes before the next one. */
    void append(byte[] batch, boolean sync) throws IOException {
        FileOutputStream open = opened();
        byte[] record = LogFormat.encode(batch, size);
        torn = true;
        open.write(record);
        if (sync) {
            open.getFD().sync();
        }
        torn = false;
        size += record.length;
        remember(batch);
    }

    private FileOutputStream opened() throws IOException {
        FileOutputStream open = out;
        if (open == null) {
            open = new FileOutputStream(file.toFile(), true);
            out = open;
        }
        if (torn) {
            open.getChannel().truncate(size);
            torn = false;
        }
        return open;
    }

    private void remember(byte[] batch) {
        batches.add(new WalBatch(BatchReader.sequence(batch), BatchReader.count(batch), batch));
    }

    /** Waits until the file is on the disk. */
    void sync() throws IOException {
        if (out != null) {
            out.getFD().sync();
        }
    }

    void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** Moves the file to {@code archive}; readers go on. */
    void archive(Path archive) throws IOException {
        Files.createDirectories(archive);
        Path moved = archive.resolve(file.getFileName());
        Files.move(file, moved);
        file = moved;
    }

    /** Deletes the file; whoever reads it may come to its end, nobody else begins. */
    void purge() throws IOException {
        purged = true;
        Files.deleteIfExists(file);
    }

    boolean purged() {
        return purged;
    }

    long number() {
        return number;
    }

    /** The name of its file. */
    String name() {
        return String.valueOf(file.getFileName());
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    List<WalBatch> batches() {
        return batches;
    }
}
