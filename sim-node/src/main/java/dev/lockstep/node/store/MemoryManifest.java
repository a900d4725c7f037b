package dev.lockstep.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The files {@code CURRENT} and {@code MANIFEST-<number>} of a {@link MemoryStore}: which tables belong to the database, the first log
 * that is not in them, and the sequence they reach. Text: {@link #HEAD}, then a line for each flush, each with a CRC32C in front; what
 * comes after the first line that is not whole does not count.
 */
final class MemoryManifest {
    /** What tells it from a MANIFEST of RocksDB. */
    static final String HEAD = "lockstep memory store 1";

    private static final String CURRENT = "CURRENT";

    private final Path file;
    private long size;
    private boolean torn;

    private MemoryManifest(Path file) {
        this.file = file;
    }

    /**
     * What the whole lines say.
     *
     * @param log the number of the first log to be read
     * @param sequence the sequence of the last update in the tables
     * @param tables oldest first
     */
    record Content(long log, long sequence, List<MemoryTable> tables) {}

    /** Whether the directory holds a database, of whatever kind. */
    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(CURRENT));
    }

    /** Whether the database in the directory is one of a memory store. */
    static boolean isOne(Path directory) throws IOException {
        byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        try (InputStream in = Files.newInputStream(named(directory))) {
            return Arrays.equals(in.readNBytes(head.length), head);
        }
    }

    private static Path named(Path directory) throws IOException {
        return directory.resolve(Files.readString(directory.resolve(CURRENT), StandardCharsets.US_ASCII)
                .strip());
    }

    static Content read(Path directory) throws IOException {
        Content content = new Content(0, 0, List.of());
        List<String> lines = Files.readString(named(directory), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        for (String line : lines.subList(1, lines.size())) {
            int blank = line.indexOf(' ');
            if (blank < 0 || !line.substring(0, blank).equals(crc(line.substring(blank + 1)))) {
                break;
            }
            content = added(content, line.substring(blank + 1).split(" ", -1));
        }
        return content;
    }

    private static Content added(Content before, String[] words) {
        List<MemoryTable> tables = new ArrayList<>(before.tables());
        for (String word : List.of(words).subList(2, words.length)) {
            tables.add(MemoryTable.parse(word));
        }
        return new Content(Long.parseLong(words[0]), Long.parseLong(words[1]), tables);
    }

    /** A new one in place of the old one, if there is any. */
    static MemoryManifest create(Path directory, long number, Content content) throws IOException {
        String name = "MANIFEST-%06d".formatted(number);
        MemoryManifest manifest = new MemoryManifest(directory.resolve(name));
        manifest.append(HEAD + "\n");
        manifest.add(content);
        MemoryManifest pointer = new MemoryManifest(directory.resolve(CURRENT + ".tmp"));
        pointer.append(name + "\n");
        Files.move(pointer.file, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        return manifest;
    }

    /** Adds tables; once this returns they belong to the database, and logs before {@code added.log()} do not. */
    void add(Content added) throws IOException {
        StringBuilder text = new StringBuilder().append(added.log()).append(' ').append(added.sequence());
        added.tables().forEach(table -> text.append(' ').append(table));
        append(crc(text.toString()) + " " + text + "\n");
    }

    /** Forces it to the disk; if that fails, nothing of it counts. */
    private void append(String text) throws IOException {
        torn = true;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(size);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes, size + bytes.position());
            }
            out.force(true);
            size += bytes.position();
            torn = false;
        } finally {
            mend();
        }
    }

    /**
     * Cuts off what got there of an addition that failed. Until this succeeds nothing may be written to the log either: after a restart
     * the addition might count, and the log would not.
     */
    void mend() throws IOException {
        if (torn) {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.truncate(size);
            }
            torn = false;
        }
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return "%08x".formatted(crc.getValue());
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    long size() {
        return size;
    }
}
