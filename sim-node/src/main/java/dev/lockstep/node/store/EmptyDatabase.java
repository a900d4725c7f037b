package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new RocksDB database with all column families. RocksDB needs longer to make them than to open them, and they are the
 * same each time but for {@code IDENTITY}, so the first one made is remembered and written again. Options are not in them: RocksDB writes
 * the options it is opened with at every open.
 */
final class EmptyDatabase {
    /** What RocksDB makes anew at each open. */
    private static final String OWN = "IDENTITY|LOCK|LOG.*";

    private static final AtomicReference<@Nullable Map<String, byte[]>> REMEMBERED = new AtomicReference<>();

    private EmptyDatabase() {}

    /** Makes a database in a directory, and closes it again. */
    @FunctionalInterface
    interface Maker<X extends Exception> {
        /** Does it. */
        void make() throws X;
    }

    /** Puts a new database into the empty directory {@code path}, made by {@code maker} if none was made before. */
    static <X extends Exception> void put(Path path, Maker<X> maker) throws X, IOException {
        Map<String, byte[]> files = REMEMBERED.get();
        if (files == null) {
            maker.make();
            REMEMBERED.compareAndSet(null, read(path));
            return;
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(path.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, byte[]> read(Path path) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : Trees.names(path)) {
            if (!name.matches(OWN)) {
                files.put(name, Files.readAllBytes(path.resolve(name)));
            }
        }
        return files;
    }
}
