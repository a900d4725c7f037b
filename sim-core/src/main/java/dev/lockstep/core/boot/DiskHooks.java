package dev.lockstep.core.boot;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the heads of the JDK's methods on files call. Callable on every thread; on one that is not simulated they do nothing. */
public final class DiskHooks {
    private DiskHooks() {}

    private static @Nullable Disk current() {
        Thread thread = Thread.currentThread();
        Backend host = thread.isVirtual() ? Hooks.backendOf(thread) : null;
        return host == null ? null : host.process().disk();
    }

    /** Bytes that are written whole or not at all. */
    public static void write(@Nullable String path, @Nullable FileDescriptor descriptor, long bytes)
            throws IOException {
        Disk disk = current();
        if (disk != null && path != null && disk.writing(path, descriptor, bytes) < bytes) {
            throw disk.failure();
        }
    }

    /** A stream writes bytes, of which a part may get through. */
    public static void write(
            FileOutputStream out, @Nullable String path, FileDescriptor descriptor, byte[] bytes, int from, int length)
            throws IOException {
        Disk disk = current();
        if (disk == null || path == null || from < 0 || length < 0 || from > bytes.length - length) {
            return; // the JDK knows what to throw
        }
        int through = (int) disk.writing(path, descriptor, length);
        if (through < length) {
            disk.unasked(true);
            try {
                out.write(bytes, from, through);
            } finally {
                disk.unasked(false);
            }
            throw disk.failure();
        }
    }

    /** A channel writes bytes at a place, -1 for its own, of which a part may get through. */
    public static void write(FileChannel channel, @Nullable String path, ByteBuffer bytes, long place)
            throws IOException {
        Disk disk = current();
        if (disk == null || path == null || !channel.isOpen()) {
            return;
        }
        int through = (int) disk.writing(path, null, bytes.remaining());
        if (through < bytes.remaining()) {
            writePart(disk, channel, bytes.slice(bytes.position(), through), place);
            throw disk.failure();
        }
    }

    private static void writePart(Disk disk, FileChannel channel, ByteBuffer part, long place) throws IOException {
        disk.unasked(true);
        try {
            if (place < 0) {
                channel.write(part);
            } else {
                channel.write(part, place);
            }
        } finally {
            disk.unasked(false);
        }
    }

    /** A channel writes several buffers. */
    public static void write(@Nullable String path, ByteBuffer[] buffers, int from, int count) throws IOException {
        if (path == null || current() == null || from < 0 || count < 0 || from > buffers.length - count) {
            return;
        }
        long bytes = 0;
        for (int i = from; i < from + count; i++) {
            bytes += buffers[i].remaining();
        }
        write(path, (FileDescriptor) null, bytes);
    }

    /** At the start of {@code FileChannel.force}. */
    public static void force(@Nullable String path) throws IOException {
        Disk disk = current();
        if (disk != null && path != null) {
            disk.forcing(path);
        }
    }

    /** At the start of {@code FileDescriptor.sync}. */
    public static void force(FileDescriptor descriptor) throws SyncFailedException {
        Disk disk = current();
        if (disk == null) {
            return;
        }
        try {
            disk.forcing(descriptor);
        } catch (IOException e) {
            throw new SyncFailedException("sync failed"); // as the JDK says it, without a cause
        }
    }

    /** At the start of {@code Files.move} within one file system. */
    public static void move(Path from, Path to) throws IOException {
        Disk disk = current();
        if (disk != null) {
            disk.moving(from.toString(), to.toString());
        }
    }

    /** At the start of {@code File.renameTo}, which tells no reason why it fails. */
    public static void move(File from, File to) throws IOException {
        move(from.toPath(), to.toPath());
    }
}
