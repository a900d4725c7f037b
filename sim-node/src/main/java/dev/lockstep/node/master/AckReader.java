package dev.lockstep.node.master;

import dev.lockstep.node.resp.RespParser;
import dev.lockstep.node.resp.RespProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a replica says while it is fed: {@code replconf ack <sequence>}. Other requests are ignored. Belongs to one thread. */
final class AckReader {
    private static final int MAX_WORD = 64;
    private static final int MAX_REQUEST = 4096;

    private final RespParser parser = new RespParser(MAX_WORD, MAX_REQUEST);
    private final ByteBuffer scratch = ByteBuffer.allocate(1024);
    private long acknowledged = -1;

    /** Reads what has come, without waiting. Returns whether anything was acknowledged. */
    boolean read(DetachedLink link) throws IOException {
        boolean changed = false;
        while (link.read(scratch.clear()) > 0) {
            parser.feed(scratch.flip());
            changed |= parse();
        }
        return changed;
    }

    /** The highest sequence that the replica says it has, -1 if it has said nothing. */
    long acknowledged() {
        return acknowledged;
    }

    private boolean parse() throws IOException {
        boolean changed = false;
        try {
            for (List<byte[]> words = parser.next(); words != null; words = parser.next()) {
                if (words.size() == 3 && is(words.get(0), "replconf") && is(words.get(1), "ack")) {
                    acknowledged = Math.max(acknowledged, number(words.get(2)));
                    changed = true;
                }
            }
        } catch (RespProtocolException e) {
            throw new IOException("the replica sends no request: " + e.getMessage(), e);
        }
        return changed;
    }

    private static boolean is(byte[] word, String wanted) {
        return text(word).equalsIgnoreCase(wanted);
    }

    private static long number(byte[] word) throws IOException {
        if (!text(word).matches("[0-9]{1,18}")) {
            throw new IOException("the replica acknowledges '" + text(word) + "'");
        }
        return Long.parseLong(text(word));
    }

    private static String text(byte[] word) {
        return new String(word, StandardCharsets.ISO_8859_1);
    }
}
