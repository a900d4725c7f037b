package dev.lockstep.node.command;

import dev.lockstep.node.data.DataType;
import dev.lockstep.node.resp.RespWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of SCAN and its kin from the cursor on (Kvrocks scan_base.h).
 *
 * @param cursor as it came
 * @param prefix what is wanted begins with this
 * @param limit how many at most, 1 or more
 * @param type of keys, or null for all
 */
@SuppressWarnings("ArrayRecordComponent")
record ScanWords(
        byte[] cursor, byte[] prefix, long limit, @Nullable DataType type) {
    private static final long DEFAULT_LIMIT = 20;

    static ScanWords parse(Arguments arguments, int first, boolean keys) throws CommandException {
        Words words = new Words(arguments, first);
        byte[] cursor = words.take();
        byte[] prefix = new byte[0];
        long limit = DEFAULT_LIMIT;
        DataType type = null;
        while (words.more()) {
            if (words.eat("match")) {
                prefix = prefix(words.take());
            } else if (words.eat("count")) {
                limit = limit(words);
            } else if (keys && words.eat("type")) {
                type = type(words.takeText());
            } else {
                throw CommandException.syntax();
            }
        }
        return new ScanWords(cursor, prefix, limit, type);
    }

    /** What stands before the asterisk of a pattern, which must be its last character. */
    static byte[] prefix(byte[] pattern) throws CommandException {
        if (pattern.length == 0 || pattern[pattern.length - 1] != '*') {
            throw CommandException.err("currently only key prefix matching is supported");
        }
        return Arrays.copyOf(pattern, pattern.length - 1);
    }

    private static long limit(Words words) throws CommandException {
        long limit = words.takeLong();
        if (limit <= 0) {
            throw CommandException.err("limit should be a positive integer");
        }
        return limit;
    }

    private static DataType type(String label) throws CommandException {
        DataType type = DataType.named(label);
        if (type == null) {
            throw CommandException.err("Invalid type");
        }
        return type;
    }

    /** Writes the cursor for going on after {@code found}, which are elements of {@code words} words each, and the elements. */
    void reply(Cursors cursors, Cursors.Kind kind, List<byte[]> found, int words, RespWriter out) {
        boolean full = found.size() / words >= limit;
        out.array(2);
        if (full) {
            out.bulk(cursors.cursor(kind, found.get(found.size() - words)));
        } else {
            out.bulk("0");
        }
        out.bulks(found);
    }
}
