package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.api.NodeObserver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RocksStoreTest extends StoreContract {
    @Override
    Store create(Path path, StoreSettings settings) {
        return new RocksStore(path, settings, NodeObserver.NONE);
    }

    @Test
    void aDatabaseOfTheOtherKindIsRefused() {
        Store memory = new MemoryStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
        memory.open();
        memory.close();
        assertThatThrownBy(() -> open("db", SETTINGS))
                .isInstanceOf(StoreException.class)
                .hasMessage("the database " + dir.resolve("db")
                        + " was written by store memory, expected one of store rocksdb");
    }
}
