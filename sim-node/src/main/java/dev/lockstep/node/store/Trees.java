package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories as a whole. */
public final class Trees {
    private Trees() {}

    /** Deletes {@code root} and everything in it, if it exists. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /** The names of the plain files in {@code directory}, sorted. */
    public static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).map(Trees::name).sorted().toList();
        }
    }

    /** {@code path} with {@code suffix} after its name. */
    public static Path sibling(Path path, String suffix) {
        return path.resolveSibling(name(path) + suffix);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
