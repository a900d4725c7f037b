package dev.lockstep.node.master;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code _fetch_meta} and {@code _fetch_file}, each on a thread of its own, outside RESP: a line of file names; then for each file
 * its size as a line and its bytes. The connection is closed afterwards, and also at the first file that is missing.
 */
public final class FullSyncServer {
    private static final Logger LOG = LoggerFactory.getLogger(FullSyncServer.class);
    private static final int CHUNK = 64 << 10;
    private static final long MB = 1L << 20;

    private final CheckpointKeeper checkpoint;
    private final NodeConfig config;
    private final NodeThreads threads;
    private final StopSignal stop = new StopSignal();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<DetachedLink> links = new ArrayList<>();
    private final List<NodeThread> running = new ArrayList<>();
    private int started;

    /** A server of the files of {@code checkpoint}. */
    public FullSyncServer(CheckpointKeeper checkpoint, NodeConfig config, NodeThreads threads) {
        this.checkpoint = checkpoint;
        this.config = config;
        this.threads = threads;
    }

    /** Sends the list of files. */
    public void sendMeta(DetachedLink link) {
        serve("feed-repl-info", link, () -> writeMeta(link));
    }

    /** Sends the files called {@code names}, separated by commas. */
    public void sendFiles(DetachedLink link, String names) {
        serve("feed-repl-file", link, () -> writeFiles(link, names.split(",")));
    }

    /** Ends all transfers and waits for their threads. */
    public void stop() {
        stop.set();
        List<NodeThread> ending;
        lock.lock();
        try {
            links.forEach(DetachedLink::wake);
            ending = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        ending.forEach(NodeThread::join);
    }

    private void serve(String kind, DetachedLink link, Transfer transfer) {
        lock.lock();
        try {
            links.add(link);
            running.add(threads.start(kind + "-" + started++, () -> run(link, transfer)));
        } finally {
            lock.unlock();
        }
    }

    private void run(DetachedLink link, Transfer transfer) {
        try (link) {
            transfer.run();
        } catch (IOException | StoreException e) {
            LOG.info("a transfer to {} ends: {}", link.peerIp(), e.getMessage());
        } finally {
            forget(link);
        }
    }

    private void forget(DetachedLink link) {
        lock.lock();
        try {
            int index = links.indexOf(link);
            links.remove(index);
            running.remove(index);
        } finally {
            lock.unlock();
        }
    }

    private void writeMeta(DetachedLink link) throws IOException {
        String reply;
        try {
            reply = String.join(",", checkpoint.open().reversed());
        } catch (IOException | StoreException e) {
            LOG.warn("no checkpoint", e);
            reply = "-can't create db checkpoint";
        }
        link.write(reply + "\r\n", stop::isSet);
    }

    private void writeFiles(DetachedLink link, String[] names) throws IOException {
        checkpoint.senderStarts();
        try {
            for (String name : names) {
                if (!name.isEmpty()) {
                    writeFile(link, file(name));
                }
            }
        } finally {
            checkpoint.senderEnds();
        }
    }

    private Path file(String name) throws IOException {
        Path file = checkpoint.directory().resolve(name).normalize();
        if (!checkpoint.directory().normalize().equals(file.getParent())
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void writeFile(DetachedLink link, Path file) throws IOException {
        long begin = System.nanoTime();
        try (FileChannel in = FileChannel.open(file)) {
            long size = in.size();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            chunk.put((size + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (long left = size; left > 0 || chunk.position() > 0; ) {
                left -= fill(in, chunk, left);
                link.write(chunk.flip(), stop::isSet);
                chunk.clear();
            }
            pace(size, System.nanoTime() - begin);
        }
    }

    private static int fill(FileChannel in, ByteBuffer chunk, long left) throws IOException {
        if (left == 0) {
            return 0;
        }
        chunk.limit((int) Math.min(chunk.capacity(), chunk.position() + left));
        int read = in.read(chunk);
        if (read < 0) {
            throw new IOException("a file of the checkpoint became shorter");
        }
        return read;
    }

    private void pace(long size, long tookNanos) {
        long limit = config.number(Option.MAX_REPLICATION_MB) * MB;
        if (limit > 0) {
            long share = Math.max(1, limit / Math.max(1, checkpoint.senders()));
            long wanted = size * TimeUnit.SECONDS.toNanos(1) / share;
            stop.await(TimeUnit.NANOSECONDS.toMillis(wanted - tookNanos));
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }
}
