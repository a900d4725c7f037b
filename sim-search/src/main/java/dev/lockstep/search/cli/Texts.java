package dev.lockstep.search.cli;

import java.util.List;
import java.util.Locale;

/** Numbers and tables for people. */
final class Texts {
    private static final double SECOND = 1e9;

    private Texts() {}

    /** A span of time to three or four digits: {@code 12.3 ms}, {@code 4.21 s}, {@code 2 h 5 min}. */
    static String nanos(long nanos) {
        if (nanos == 0) {
            return "0 s";
        }
        double seconds = nanos / SECOND;
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.3g ms", nanos / 1e6);
        }
        if (seconds < 600) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** A count with thousands set apart. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count and its noun. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Rows with columns of equal width, the last one ragged. */
    static String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(width - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
