package dev.lockstep.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code LOCK} of a database: while it is held, no other process and nobody else in this one opens the database. */
final class DirectoryLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws StoreException if somebody has it
     */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // held in this process
        }
        channel.close();
        throw new StoreException("the database " + directory + " is open elsewhere");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** For a database that could not be opened: why is told already. */
    void closeQuietly() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("cannot close the lock of a database", e);
        }
    }
}
