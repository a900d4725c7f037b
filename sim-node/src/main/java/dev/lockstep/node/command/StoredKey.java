package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import java.nio.charset.StandardCharsets;

/** Keys with their namespace, as what clients share knows them. */
final class StoredKey {
    private StoredKey() {}

    static String text(Database database, byte[] key) {
        return new String(database.layout().key(key), StandardCharsets.ISO_8859_1);
    }
}
