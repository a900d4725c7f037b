package dev.lockstep.node.replica;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/** Fetches some files of a full sync over one connection, with one request (Kvrocks ParallelFetchFile). Runs on a fetch thread. */
final class FileFetcher {
    private static final int CHUNK = 16 << 10;

    private final Master master;
    private final NodeConfig config;
    private final SyncDirectory directory;
    private final StopSignal stop;
    private final NodeObserver observer;

    FileFetcher(Master master, NodeConfig config, SyncDirectory directory, StopSignal stop, NodeObserver observer) {
        this.observer = observer;
        this.master = master;
        this.config = config;
        this.directory = directory;
        this.stop = stop;
    }

    /** Fetches {@code names}; gives up when {@code giveUp} holds. */
    void fetch(List<String> names, BooleanSupplier giveUp) throws IOException {
        try (FetchConnection connection = new FetchConnection(giveUp)) {
            connection.connect(master, config.timings());
            authenticate(connection);
            connection.checkStop();
            connection.send("_fetch_file", String.join(",", names));
            for (String name : names) {
                connection.checkStop();
                receive(connection, name);
                stop.await(TimeUnit.SECONDS.toMillis(config.number(Option.FULLSYNC_RECV_FILE_DELAY)));
            }
        }
    }

    private void authenticate(FetchConnection connection) throws IOException {
        String password = config.text(Option.MASTERAUTH);
        if (!password.isEmpty()) {
            connection.send("AUTH", password);
            String reply = connection.readLine();
            if (!reply.equals("+OK")) {
                throw new RestartException("the master refused the password for a file transfer: " + reply);
            }
        }
    }

    private void receive(FetchConnection connection, String name) throws IOException {
        long size = size(connection.readLine(), name);
        CRC32C crc = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        try (FileChannel out = FileChannel.open(
                directory.partial(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (long left = size; left > 0; ) {
                int wanted = observer.disturbs("short read of a file") ? 1 : chunk.length;
                int count = connection.read(chunk, (int) Math.min(left, wanted));
                crc.update(chunk, 0, count);
                writeAll(out, ByteBuffer.wrap(chunk, 0, count));
                left -= count;
            }
            out.force(true);
        }
        directory.complete(name, size, crc);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static long size(String line, String name) throws IOException {
        try {
            long size = Long.parseLong(line);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new RestartException("the master sent '" + line + "' as the size of " + name, e);
        }
        throw new RestartException("the master sent '" + line + "' as the size of " + name);
    }
}
