package dev.lockstep.search.determinism;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first line in which two recordings differ, with its neighbours.
 *
 * @param line its number, from 0; -1 if they are equal
 * @param index position in the trace that the line tells
 * @param before the last lines that agree, oldest first
 * @param first that line of the first recording, or {@code end of trace}, and those that follow
 * @param second the same of the second recording
 */
record TraceDiff(long line, long index, List<String> before, List<String> first, List<String> second) {
    private static final String END = "end of trace";
    private static final int NEIGHBOURS = 3;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Compares two files line by line. */
    static TraceDiff of(Path first, Path second) throws IOException {
        Deque<String> before = new ArrayDeque<>();
        try (BufferedReader a = Files.newBufferedReader(first);
                BufferedReader b = Files.newBufferedReader(second)) {
            for (long line = 0; ; line++) {
                @Nullable String left = a.readLine();
                @Nullable String right = b.readLine();
                if (!Objects.equals(left, right)) {
                    return new TraceDiff(
                            line,
                            index(left == null ? right : left),
                            List.copyOf(before),
                            rest(left, a),
                            rest(right, b));
                }
                if (left == null) {
                    return new TraceDiff(-1, -1, List.of(), List.of(), List.of());
                }
                before.add(left);
                if (before.size() > NEIGHBOURS) {
                    before.remove();
                }
            }
        }
    }

    private static long index(@Nullable String line) throws IOException {
        return MAPPER.readTree(line).path("index").longValue();
    }

    private static List<String> rest(@Nullable String line, BufferedReader from) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String next = line; next != null && lines.size() <= NEIGHBOURS; next = from.readLine()) {
            lines.add(next);
        }
        return lines.isEmpty() ? List.of(END) : lines;
    }
}
