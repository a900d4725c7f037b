package dev.lockstep.node.command;

import dev.lockstep.node.data.DataException;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Strings;
import dev.lockstep.node.resp.RespWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** LCS: the longest common subsequence of two strings, its length, or where it lies. */
final class LongestCommon {
    private static final long CELL_LIMIT = 1L << 26;

    private final byte[] a;
    private final byte[] b;
    private final int[] lengths;
    private final List<Match> matches = new ArrayList<>();
    private final ByteArrayOutputStream common = new ByteArrayOutputStream();

    private LongestCommon(byte[] a, byte[] b) {
        if ((a.length + 1L) * (b.length + 1L) > CELL_LIMIT) {
            throw DataException.invalid("Insufficient memory");
        }
        this.a = a;
        this.b = b;
        lengths = new int[(a.length + 1) * (b.length + 1)];
        fill();
        trace();
    }

    /** The same bytes at two places, of {@code length}. */
    private record Match(int inA, int inB, int length) {}

    static Command.DataAction parse(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 3);
        boolean length = false;
        boolean index = false;
        boolean withLength = false;
        long shortest = 0;
        while (words.more()) {
            if (words.eat("LEN")) {
                length = true;
            } else if (words.eat("IDX")) {
                index = true;
            } else if (words.eat("WITHMATCHLEN")) {
                withLength = true;
            } else if (words.eat("MINMATCHLEN")) {
                shortest = Math.max(0, words.takeLong());
            } else {
                throw CommandException.syntax();
            }
        }
        if (length && index) {
            throw CommandException.err("If you want both the length and indexes, please just use IDX.");
        }
        boolean onlyLength = length;
        boolean wantsIndex = index;
        boolean wantsLength = withLength;
        long least = shortest;
        return (db, out) -> {
            LongestCommon found = new LongestCommon(text(db, arguments.bytes(1)), text(db, arguments.bytes(2)));
            if (onlyLength) {
                out.integer(found.common.size());
            } else if (wantsIndex) {
                found.writeIndex(out, least, wantsLength);
            } else {
                out.bulk(found.common.toByteArray());
            }
        };
    }

    private static byte[] text(Database db, byte[] key) {
        byte[] found = new Strings(db).get(key);
        return found == null ? new byte[0] : found;
    }

    private void fill() {
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                lengths[at(i, j)] = a[i - 1] == b[j - 1]
                        ? lengths[at(i - 1, j - 1)] + 1
                        : Math.max(lengths[at(i - 1, j)], lengths[at(i, j - 1)]);
            }
        }
    }

    private int at(int i, int j) {
        return i * (b.length + 1) + j;
    }

    /** Goes back from the end, so the matches come last first. */
    private void trace() {
        byte[] backwards = new byte[lengths[at(a.length, b.length)]];
        int left = backwards.length;
        int i = a.length;
        int j = b.length;
        while (i > 0 && j > 0) {
            if (a[i - 1] == b[j - 1]) {
                backwards[--left] = a[i - 1];
                i--;
                j--;
                extend(i, j);
            } else if (lengths[at(i - 1, j)] > lengths[at(i, j - 1)]) {
                i--;
            } else {
                j--;
            }
        }
        common.writeBytes(backwards);
    }

    private void extend(int i, int j) {
        Match last = matches.isEmpty() ? null : matches.getLast();
        if (last != null && last.inA() == i + 1 && last.inB() == j + 1) {
            matches.set(matches.size() - 1, new Match(i, j, last.length() + 1));
        } else {
            matches.add(new Match(i, j, 1));
        }
    }

    private void writeIndex(RespWriter out, long least, boolean withLength) {
        List<Match> shown =
                matches.stream().filter(match -> match.length() >= least).toList();
        out.array(4);
        out.bulk("matches");
        out.array(shown.size());
        for (Match match : shown) {
            out.array(withLength ? 3 : 2);
            range(out, match.inA(), match.length());
            range(out, match.inB(), match.length());
            if (withLength) {
                out.integer(match.length());
            }
        }
        out.bulk("len");
        out.integer(common.size());
    }

    private static void range(RespWriter out, int start, int length) {
        out.array(2);
        out.integer(start);
        out.integer(start + length - 1);
    }
}
