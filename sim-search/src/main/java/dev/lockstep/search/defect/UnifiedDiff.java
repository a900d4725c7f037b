package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to text files.
 *
 * @param files the changes, one element per file
 */
record UnifiedDiff(List<FileChange> files) {
    /**
     * The changes to one file.
     *
     * @param oldPath path from the repository root, or null for a file that is created
     * @param newPath path from the repository root, or null for a file that is deleted
     * @param hunks the changes, from the top down
     */
    record FileChange(@Nullable String oldPath, @Nullable String newPath, List<Hunk> hunks) {
        /** The path, for errors. */
        String path() {
            return newPath != null ? newPath : String.valueOf(oldPath);
        }
    }

    /**
     * A block of lines that takes the place of another.
     *
     * @param header its line {@code @@ ... @@}
     * @param start line of the old file it begins at, from 1; 0 if the old file is empty
     * @param before the old lines, each with its line end
     * @param after the new lines
     */
    record Hunk(String header, int start, List<String> before, List<String> after) {}

    /**
     * Reads the format of {@code git diff}.
     *
     * @param name what errors call it
     * @throws BadInputException naming the line that is wrong
     */
    static UnifiedDiff parse(String name, String text) {
        List<FileChange> files = new DiffReader(name, text).files();
        if (files.isEmpty()) {
            throw new BadInputException(name + ": there is no diff, expected at least one file with '--- a/...'");
        }
        return new UnifiedDiff(new ArrayList<>(files));
    }
}
