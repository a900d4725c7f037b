package dev.lockstep.node.master;

import dev.lockstep.node.store.BatchReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The note in each batch that tells whose history it belongs to, with {@code use-rsid-psync}: {@code r}, a blank, 16 characters. */
public final class ReplicationIdNote {
    /** Characters in a replication id. */
    public static final int LENGTH = 16;

    private static final String PREFIX = "r ";

    private ReplicationIdNote() {}

    /** The note for {@code id}. */
    public static byte[] encode(String id) {
        return (PREFIX + id).getBytes(StandardCharsets.US_ASCII);
    }

    /** The id in {@code batch}, or null. */
    public static @Nullable String of(byte[] batch) {
        for (byte[] note : BatchReader.notes(batch)) {
            String text = new String(note, StandardCharsets.US_ASCII);
            if (text.startsWith(PREFIX) && text.length() == PREFIX.length() + LENGTH) {
                return text.substring(PREFIX.length());
            }
        }
        return null;
    }
}
