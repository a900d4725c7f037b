package dev.lockstep.core.boot;

import java.io.FileDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the disk of a simulated host says to what its threads do with files. Called on its own threads; may take virtual time. */
public interface Disk {
    /**
     * Bytes are about to be written.
     *
     * @param path the file
     * @param descriptor what it is written through, if known
     * @return how many of the bytes get there; if fewer than all, the write then fails by {@link #failure}
     */
    long writing(String path, @Nullable FileDescriptor descriptor, long bytes);

    /** What a write that does not get through fails by. */
    IOException failure();

    /** Whether what the calling thread writes from now on gets through unasked. */
    void unasked(boolean through);

    /** What was written to a file is to be forced to the disk. */
    void forcing(String path) throws IOException;

    /** What was written through a descriptor is to be forced to the disk. */
    void forcing(FileDescriptor descriptor) throws IOException;

    /** A file or directory gets another name, in place of what has it now. */
    void moving(String from, String to) throws IOException;
}
