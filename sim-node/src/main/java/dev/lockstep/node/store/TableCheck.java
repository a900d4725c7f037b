package dev.lockstep.node.store;

import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** Reads table files that came from elsewhere: every block has a checksum, but opening a database compares only those of a few. */
public final class TableCheck {
    private TableCheck() {}

    /**
     * Compares the checksum of every block of {@code table}.
     *
     * @throws StoreException if it is damaged or no table at all
     */
    public static void verify(Path table) {
        RocksDB.loadLibrary();
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(table.toString());
            reader.verifyChecksum();
        } catch (RocksDBException e) {
            throw new StoreException("the table " + table.getFileName() + " is damaged: " + e.getMessage(), e);
        }
    }
}
