package dev.lockstep.node.store;

import dev.lockstep.node.store.OpenDatabase.LiveFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the present state of a database as RocksDB's own Checkpoint does (checkpoint_impl.cc): tables as hard links, MANIFEST and logs
 * up to their present length. Done here because the Java binding can only make checkpoints that flush first, while Kvrocks flushes
 * only when the log is larger than the write buffer.
 */
final class CheckpointMaker {
    private static final int COPY_BUFFER = 64 << 10;

    private final OpenDatabase db;
    private final Path source;
    private final long flushFrom;

    CheckpointMaker(OpenDatabase db, Path source, long flushFrom) {
        this.db = db;
        this.source = source;
        this.flushFrom = flushFrom;
    }

    /** Nobody may write or flush meanwhile. Builds in a directory beside {@code target} and renames it when it is complete. */
    long make(Path target, Runnable onFlush) throws IOException {
        if (flushFrom == 0 || logBytes() > flushFrom) {
            db.flush();
            onFlush.run();
        }
        Path building = Trees.sibling(target, ".tmp");
        Trees.delete(building);
        Files.createDirectories(building);
        long latest = db.latestSequence();
        db.keepFiles(true);
        try {
            for (LiveFile file : files()) {
                place(file, building.resolve(file.name()));
            }
        } finally {
            db.keepFiles(false);
        }
        Files.move(building, target);
        return latest;
    }

    private long logBytes() {
        return db.liveLogs().stream().mapToLong(LiveFile::size).sum();
    }

    private List<LiveFile> files() {
        List<LiveFile> files = new ArrayList<>(db.liveFiles());
        files.addAll(db.liveLogs());
        return files;
    }

    private void place(LiveFile file, Path to) throws IOException {
        Path from = source.resolve(file.name());
        if (file.name().endsWith(".sst")) {
            Files.createLink(to, from);
        } else if (file.name().equals("CURRENT")) {
            Files.writeString(to, manifestName() + "\n", StandardCharsets.US_ASCII);
        } else if (file.name().startsWith("OPTIONS")) {
            Files.copy(from, to);
        } else {
            copy(from, to, file.size());
        }
    }

    private String manifestName() {
        return db.liveFiles().stream()
                .map(LiveFile::name)
                .filter(name -> name.startsWith("MANIFEST"))
                .findFirst()
                .orElseThrow(() -> new StoreException("the database has no MANIFEST"));
    }

    private static void copy(Path from, Path to, long length) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException(from + " is shorter than the database says");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
