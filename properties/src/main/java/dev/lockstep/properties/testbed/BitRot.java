package dev.lockstep.properties.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One bit of a database's files has changed, as it happens to disks that nobody reads for long. Every place that RocksDB keeps a
 * checksum for can be hit: blocks of tables and records of logs and MANIFEST. The length of a record of the MANIFEST is left alone:
 * a wrong one may look like the end of a file that a crash has cut, which RocksDB opens without a word.
 *
 * @param files what is hit, one of {@link #KINDS}; of several such files the one at {@code place}
 * @param place where in the file, per mille, 0 to 999
 */
public record BitRot(String files, long place) implements Damage {
    /** Kinds of files. */
    public static final List<String> KINDS = List.of(".sst", ".log", "MANIFEST");

    private static final int PER_MILLE = 1_000;
    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;

    @Override
    public boolean apply(Path directory, Map<Path, Long> unforced) {
        return applyTo(directory.resolve("db"));
    }

    /** Hits the files right in a directory. Returns whether there was any to hit. */
    public boolean applyTo(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> fitting = all.filter(this::fits).sorted().toList();
            if (fitting.isEmpty()) {
                return false;
            }
            flip(fitting.get((int) (fitting.size() * place / PER_MILLE)));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot damage files in " + directory, e);
        }
    }

    private boolean fits(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean kind = files.startsWith(".") ? name.endsWith(files) : name.startsWith(files) && !name.endsWith(".tmp");
        return kind && file.toFile().length() > 0;
    }

    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = (int) (bytes.length * place / PER_MILLE);
        if (files.equals("MANIFEST")) {
            at = outsideLengths(bytes, at);
        }
        bytes[at] ^= (byte) (1 << (place % 8));
        Files.write(file, bytes);
    }

    /** Records begin with a checksum of four bytes, a length of two and a type of one (rocksdb/db/log_format.h). */
    private static int outsideLengths(byte[] bytes, int at) {
        ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int begin = 0;
        while (begin + HEADER <= bytes.length && begin <= at) {
            if (at == begin + 4 || at == begin + 5) {
                return begin;
            }
            begin += HEADER + Short.toUnsignedInt(records.getShort(begin + 4));
            int left = BLOCK - begin % BLOCK;
            begin += left < HEADER ? left : 0;
        }
        return at;
    }
}
