package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scripts of SCRIPT LOAD, which replicas get, too, by the SHA-1 sums of their texts (Kvrocks Server::ScriptSet). Belongs to one command. */
public final class Scripts {
    private static final String PREFIX = "lua_f_";
    private static final String BEYOND = "lua_f`";

    private final Database database;

    /** The scripts of {@code database}. */
    public Scripts(Database database) {
        this.database = database;
    }

    /** The script with the sum {@code digest}, or null. */
    public byte @Nullable [] get(String digest) {
        return database.get(ColumnFamily.PROPAGATE, bytes(PREFIX + digest));
    }

    /** Keeps a script. */
    public void put(String digest, byte[] body) {
        put(bytes(PREFIX + digest), body);
    }

    /** Forgets all scripts, and tells replicas the {@code request} that did it. */
    public void clear(List<byte[]> request) {
        Changes changes = Changes.unnoted();
        changes.deleteRange(ColumnFamily.PROPAGATE, bytes(PREFIX), bytes(BEYOND));
        database.commit(changes);
        StringBuilder text = new StringBuilder("*" + request.size() + "\r\n");
        for (byte[] word : request) {
            text.append('$').append(word.length).append("\r\n");
            text.append(new String(word, StandardCharsets.ISO_8859_1)).append("\r\n");
        }
        put(bytes("script"), bytes(text.toString()));
    }

    private void put(byte[] key, byte[] value) {
        Changes changes = Changes.unnoted();
        changes.put(ColumnFamily.PROPAGATE, key, value);
        database.commit(changes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
