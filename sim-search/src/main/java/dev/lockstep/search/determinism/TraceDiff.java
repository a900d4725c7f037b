package dev.lockstep.search.determinism;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first line in which two traces differ.
 *
 * @param index its number, from 0; -1 if they are equal
 * @param first that line of the first trace, or {@code end of trace}
 * @param second that line of the second trace
 */
record TraceDiff(long index, String first, String second) {
    private static final String END = "end of trace";

    /** Compares two files line by line. */
    static TraceDiff of(Path first, Path second) throws IOException {
        try (BufferedReader a = Files.newBufferedReader(first);
                BufferedReader b = Files.newBufferedReader(second)) {
            for (long index = 0; ; index++) {
                @Nullable String left = a.readLine();
                @Nullable String right = b.readLine();
                if (!Objects.equals(left, right)) {
                    return new TraceDiff(
                            index, Objects.requireNonNullElse(left, END), Objects.requireNonNullElse(right, END));
                }
                if (left == null) {
                    return new TraceDiff(-1, "", "");
                }
            }
        }
    }
}
