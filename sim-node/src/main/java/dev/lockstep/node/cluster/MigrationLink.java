package dev.lockstep.node.cluster;

import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.KeepAlive;
import dev.lockstep.node.runtime.StopSignal;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The connection over which slots are sent to another node: requests, each answered by one line. Every wait ends with an exception after a
 * time-out and soon after {@code stop} is raised. Belongs to one thread.
 */
final class MigrationLink implements Closeable {
    private static final int MAX_REPLY = 64 << 10;

    private final SocketChannel channel = SocketChannel.open();
    private final Selector selector = Selector.open();
    private final ReplicationTimings timings;
    private final StopSignal stop;
    private final ByteBuffer received = ByteBuffer.allocate(4096).flip();

    MigrationLink(ReplicationTimings timings, StopSignal stop) throws IOException {
        this.timings = timings;
        this.stop = stop;
    }

    /** Connects within {@code replication-connect-timeout-ms}. */
    void connect(String host, int port) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        long end = deadline(timings.connectTimeout());
        boolean connected = channel.connect(new InetSocketAddress(host, port));
        while (!connected) {
            await(SelectionKey.OP_CONNECT, end);
            connected = channel.finishConnect();
        }
        new KeepAlive(timings.keepAliveIdle(), timings.keepAliveInterval(), timings.keepAliveProbes()).apply(channel);
    }

    /** Sends a request and waits for the line that answers it, within {@code replication-send-timeout-ms}. */
    String ask(byte[]... words) throws IOException {
        long end = deadline(timings.sendTimeout());
        ByteBuffer request = request(words);
        while (request.hasRemaining()) {
            if (channel.write(request) == 0) {
                await(SelectionKey.OP_WRITE, end);
            }
        }
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) (next(end) & 0xff));
            if (line.length() > MAX_REPLY) {
                throw new IOException("a reply of more than " + MAX_REPLY + " bytes");
            }
        }
        return line.substring(0, line.length() - 2);
    }

    /** The same with words of ASCII. */
    String ask(String... words) throws IOException {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[i].getBytes(StandardCharsets.ISO_8859_1);
        }
        return ask(bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    private byte next(long end) throws IOException {
        while (!received.hasRemaining()) {
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                throw new EOFException("the destination closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, end);
            }
        }
        return received.get();
    }

    private void await(int operation, long end) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        while (true) {
            if (stop.isSet()) {
                throw new IOException("the migration was stopped");
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the destination does not answer");
            }
            selector.select(Math.min(left, timings.stopPoll()));
            if (!selector.selectedKeys().isEmpty()) {
                selector.selectedKeys().clear();
                return;
            }
        }
    }

    private static long deadline(int millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis == 0 ? Integer.MAX_VALUE : millis);
    }

    private static ByteBuffer request(byte[]... words) {
        int size = 32;
        for (byte[] word : words) {
            size += word.length + 32;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(head('*', words.length));
        for (byte[] word : words) {
            out.put(head('$', word.length)).put(word).put((byte) '\r').put((byte) '\n');
        }
        return out.flip();
    }

    private static byte[] head(char kind, int number) {
        return (kind + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
