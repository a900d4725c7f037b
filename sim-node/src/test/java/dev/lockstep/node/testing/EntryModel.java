package dev.lockstep.node.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * What a database must contain, worked out from its files and log without opening it: tables entry by entry, then every batch of the
 * logs, then further batches. Entries are shown as {@link TestNode#entries} does.
 */
public final class EntryModel {
    private static final int BLOCK = 32768;
    private static final List<String> FAMILIES =
            List.of("default", "metadata", "zset_score", "pubsub", "propagate", "stream", "search");

    private final Map<String, String> entries = new TreeMap<>();
    private long latest;

    /** The entries. */
    public Map<String, String> entries() {
        return entries;
    }

    /** The last sequence of the batches, 0 if there was none. */
    public long latest() {
        return latest;
    }

    /** Adds everything in a table file. Returns how many entries it has. */
    public int addTable(Path file) {
        RocksDB.loadLibrary();
        int count = 0;
        try (Options options = new Options();
                ReadOptions reading = new ReadOptions();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            String family = new String(reader.getTableProperties().getColumnFamilyName(), StandardCharsets.US_ASCII);
            try (SstFileReaderIterator iterator = reader.newIterator(reading)) {
                for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                    entries.put(FAMILIES.indexOf(family) + " " + text(iterator.key()), text(iterator.value()));
                    count++;
                }
            }
        } catch (RocksDBException e) {
            throw new AssertionError(file.toString(), e);
        }
        return count;
    }

    /** Adds every batch in a log file. */
    public void addLog(Path file) {
        try {
            for (byte[] batch :
                    records(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN))) {
                addBatch(batch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a write batch. */
    public void addBatch(byte[] batch) {
        ByteBuffer in = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN);
        latest = in.getLong() + in.getInt() - 1;
        while (in.hasRemaining()) {
            int tag = in.get();
            int family = tag == 4 || tag == 5 || tag == 8 || tag == 14 ? varint(in) : 0;
            switch (tag) {
                case 1, 5 -> entries.put(family + " " + slice(in), slice(in));
                case 0, 4, 7, 8 -> entries.remove(family + " " + slice(in));
                case 3 -> slice(in);
                case 14, 15 -> removeRange(family, slice(in), slice(in));
                case 13 -> {}
                default -> throw new AssertionError("record type " + tag);
            }
        }
    }

    private void removeRange(int family, String from, String to) {
        entries.keySet()
                .removeIf(key -> key.startsWith(family + " ")
                        && key.substring(2).compareTo(from) >= 0
                        && key.substring(2).compareTo(to) < 0);
    }

    private static List<byte[]> records(ByteBuffer log) {
        List<byte[]> records = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        while (log.remaining() >= 7) {
            if (BLOCK - log.position() % BLOCK < 7) {
                log.position((log.position() / BLOCK + 1) * BLOCK);
            }
            int length = log.getShort(log.position() + 4) & 0xffff;
            int type = log.get(log.position() + 6);
            int header = type >= 5 ? 11 : 7;
            if (type < 1 || type > 8) {
                throw new AssertionError("log record type " + type);
            }
            byte[] fragment = new byte[length];
            log.get(log.position() + header, fragment);
            log.position(log.position() + header + length);
            record.writeBytes(fragment);
            if ((type - 1) % 4 == 0 || (type - 1) % 4 == 3) {
                records.add(record.toByteArray());
                record.reset();
            }
        }
        return records;
    }

    private static String slice(ByteBuffer in) {
        byte[] bytes = new byte[varint(in)];
        in.get(bytes);
        return text(bytes);
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
