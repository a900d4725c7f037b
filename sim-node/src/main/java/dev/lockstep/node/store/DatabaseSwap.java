package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a downloaded database in the place of the present one, and takes that back if it cannot be opened (Kvrocks storage.cc,
 * RestoreFromCheckpoint). The old database lies in {@code db.tmp} meanwhile; {@link #recover} ends a swap that a crash cut.
 */
public final class DatabaseSwap {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSwap.class);

    private final Store store;
    private final Path live;
    private final Path old;

    /** The swap of {@code store}'s directory. */
    public DatabaseSwap(Store store) {
        this.store = store;
        this.live = store.path();
        this.old = Trees.sibling(live, ".tmp");
    }

    /** Before a database is opened: if a crash or a swap that failed left none in place, the old one is put back. */
    public void recover() throws IOException {
        if (Files.exists(old) && !Files.exists(live)) {
            Files.move(old, live, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Opens the database in {@code downloaded} as the new one. The store must be closed; it is open afterwards in either case.
     *
     * @throws IOException if it cannot be used; the old database is open then, and {@code downloaded} is gone
     */
    public void restore(Path downloaded) throws IOException {
        recover();
        Trees.delete(old);
        if (Files.exists(live)) {
            Files.move(live, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(downloaded, live, StandardCopyOption.ATOMIC_MOVE);
            List<String> tables = tables(live);
            store.open();
            requireAll(tables);
        } catch (IOException | StoreException e) {
            store.close();
            LOG.warn("cannot open the downloaded database, going back to the old one", e);
            Trees.delete(live);
            if (Files.exists(old)) {
                Files.move(old, live, StandardCopyOption.ATOMIC_MOVE);
            }
            store.open();
            throw new IOException("cannot open the downloaded database: " + e.getMessage(), e);
        }
        Trees.delete(old);
    }

    private static List<String> tables(Path directory) throws IOException {
        return Trees.names(directory).stream()
                .filter(name -> name.endsWith(".sst"))
                .toList();
    }

    /** A MANIFEST that lacks its end opens without a word, as an older state without the latest tables, whose logs are gone. */
    private void requireAll(List<String> tables) throws IOException {
        List<String> left = new ArrayList<>(tables);
        left.removeAll(store.tables());
        if (!left.isEmpty()) {
            throw new IOException("the MANIFEST does not know the tables " + left);
        }
    }

    /** Deletes all data; the store must be closed and stays so. */
    public void empty() throws IOException {
        Trees.delete(live);
    }
}
