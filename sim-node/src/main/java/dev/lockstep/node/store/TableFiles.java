package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.rocksdb.SstFileWriter;

/** Writes and reads the tables of a {@link MemoryStore} with RocksDB's own code. Used by one thread at a time. */
final class TableFiles implements AutoCloseable {
    private final Path directory;
    private final DBOptions db;
    private final ColumnFamilyOptions family;
    private final Options options;
    private final EnvOptions env = new EnvOptions();
    private final ReadOptions read = new ReadOptions();

    TableFiles(Path directory, StoreSettings settings) {
        RocksDB.loadLibrary();
        this.directory = directory;
        this.db = NativeOptions.database(settings);
        this.family = NativeOptions.family(settings);
        this.options = new Options(db, family);
    }

    /** Writes a table for each family that has unflushed entries, with numbers from {@code first} on. */
    List<MemoryTable> write(MemoryState state, long first) throws IOException {
        List<MemoryTable> written = new ArrayList<>();
        for (ColumnFamily each : ColumnFamily.values()) {
            if (!state.unflushed(each).isEmpty()) {
                written.add(write(first + written.size(), each, state.unflushed(each)));
            }
        }
        return written;
    }

    private MemoryTable write(long number, ColumnFamily of, SortedBytes entries) throws IOException {
        Path file = directory.resolve(new MemoryTable(number, of, 0, 0).name());
        try (SstFileWriter writer = new SstFileWriter(env, options)) {
            writer.open(file.toString());
            entries.ascend(new byte[0], (key, value) -> {
                put(writer, key, value);
                return true;
            });
            writer.finish();
        } catch (RocksDBException e) {
            throw failed("write", file, e);
        }
        return new MemoryTable(number, of, Files.size(file), crc(file));
    }

    private static void put(SstFileWriter writer, byte[] key, byte[] value) {
        try {
            writer.put(key, value);
        } catch (RocksDBException e) {
            throw new StoreException("cannot write a table: " + e.getMessage(), e);
        }
    }

    /** {@code older} with the entries of {@code table} on top. */
    SortedBytes read(MemoryTable table, SortedBytes older) throws IOException {
        Path file = directory.resolve(table.name());
        if (Files.size(file) != table.size() || crc(file) != table.crc()) {
            throw new StoreException("the table " + table.name() + " is not the one that the MANIFEST names");
        }
        try (SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            try (SstFileReaderIterator entries = reader.newIterator(read)) {
                SortedBytes all = older;
                for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                    byte[] value = entries.value();
                    all = value[0] == MemoryState.DELETED ? all.without(entries.key()) : all.with(entries.key(), value);
                }
                entries.status();
                return all;
            }
        } catch (RocksDBException e) {
            throw failed("read", file, e);
        }
    }

    private static long crc(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        return crc.getValue();
    }

    private static StoreException failed(String what, Path file, RocksDBException cause) {
        return new StoreException("cannot " + what + " " + file + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        read.close();
        env.close();
        options.close();
        family.close();
        db.close();
    }
}
