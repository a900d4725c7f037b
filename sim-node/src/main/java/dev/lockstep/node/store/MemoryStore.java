package dev.lockstep.node.store;

import dev.lockstep.node.api.NodeObserver;
import java.nio.file.Path;

/**
 * A store that keeps everything in sorted maps, for runs by the thousand: what it has besides is a log on disk, and tables that are
 * written by RocksDB's SstFileWriter and read by its SstFileReader. It opens, crashes, flushes, purges its log and makes checkpoints
 * as {@link RocksStore} does, with the same sequences and batches.
 */
public final class MemoryStore extends Store {
    /** A closed database in the directory {@code path}. */
    public MemoryStore(Path path, StoreSettings settings, NodeObserver observer) {
        super(path, settings, observer);
    }

    @Override
    StoreKind kind() {
        return StoreKind.MEMORY;
    }

    @Override
    OpenDatabase open(Path directory, StoreSettings how) {
        return MemoryRecovery.open(directory, how);
    }
}
