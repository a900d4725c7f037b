package dev.lockstep.node.replica;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Requests as a replica sends them. */
final class Wire {
    private Wire() {}

    /** An array of bulk strings, Latin-1. */
    static byte[] request(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, "*" + words.length + "\r\n");
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            text(out, "$" + bytes.length + "\r\n");
            out.writeBytes(bytes);
            text(out, "\r\n");
        }
        return out.toByteArray();
    }

    /** Whether {@code reply} says that the master is restoring its database. */
    static boolean isLoading(String reply) {
        return reply.startsWith("-") && reply.contains("restoring the db from backup");
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
