package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of {@link Store}. */
enum StoreKind {
    /** {@link RocksStore}. */
    ROCKSDB,
    /** {@link MemoryStore}. */
    MEMORY;

    /** The kind of that name in small letters. */
    static StoreKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Makes sure that the database in {@code directory}, if there is one, is of this kind.
     *
     * @throws StoreException if it is of the other
     */
    void require(Path directory) throws IOException {
        if (!MemoryManifest.exists(directory)) {
            return;
        }
        StoreKind found = MemoryManifest.isOne(directory) ? MEMORY : ROCKSDB;
        if (found != this) {
            throw new StoreException(
                    "the database " + directory + " was written by store " + found + ", expected one of store " + this);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
