package dev.lockstep.node.store;

import dev.lockstep.node.api.NodeObserver;
import java.nio.file.Path;

/** A store of RocksDB's. */
public final class RocksStore extends Store {
    /** A closed database in the directory {@code path}. */
    public RocksStore(Path path, StoreSettings settings, NodeObserver observer) {
        super(path, settings, observer);
    }

    @Override
    StoreKind kind() {
        return StoreKind.ROCKSDB;
    }

    @Override
    OpenDatabase open(Path directory, StoreSettings how) {
        return NativeDatabase.open(directory, how);
    }
}
