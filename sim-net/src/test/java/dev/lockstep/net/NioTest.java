package dev.lockstep.net;

import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.PORT;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels and selectors. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class NioTest {
    private static SocketChannel open() throws IOException {
        return SocketChannel.open(new InetSocketAddress("server", PORT));
    }

    /** An echo server as every event loop does it, for one simulated minute. */
    static void echoLoop() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(PORT));
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        SocketChannel accepted = listener.accept();
                        accepted.configureBlocking(false);
                        accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(10_000));
                    } else {
                        echo(key);
                    }
                }
            }
        }
    }

    private static void echo(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        boolean ended = key.isReadable() && channel.read(buffer) < 0;
        buffer.flip();
        channel.write(buffer);
        key.interestOps(buffer.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
        buffer.compact();
        if (ended) {
            channel.close();
        } else if (!buffer.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    @Test
    void shouldEchoThroughASelector() {
        try (Lab lab = new Lab()) {
            lab.server.start("loop", NioTest::echoLoop);
            for (int i = 0; i < 3; i++) {
                int id = i;
                lab.client(() -> {
                    try (Socket socket = Lab.connect()) {
                        byte[] sent = new byte[500_000 + id];
                        sent[sent.length - 1] = 42;
                        Thread writer = Thread.startVirtualThread(() -> {
                            try {
                                socket.getOutputStream().write(sent);
                                socket.shutdownOutput();
                            } catch (IOException e) {
                                lab.seen.add(e.toString());
                            }
                        });
                        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
                        writer.join();
                        lab.seen.add("ok");
                    }
                });
            }
            lab.runFor(60 * SECOND);
            assertThat(lab.seen).containsExactly("ok", "ok", "ok");
        }
    }

    @Test
    void shouldConnectWithoutBlocking() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                try (Selector selector = Selector.open();
                        SocketChannel channel = SocketChannel.open()) {
                    channel.configureBlocking(false);
                    assertThat(channel.connect(new InetSocketAddress("server", PORT)))
                            .isFalse();
                    assertThat(channel.finishConnect()).isFalse();
                    assertThat(channel.isConnectionPending()).isTrue();
                    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                    assertThat(selector.selectNow()).isZero();
                    assertThat(selector.select(1_000)).isOne();
                    assertThat(key.isConnectable()).isTrue();
                    assertThat(channel.finishConnect()).isTrue();
                    key.interestOps(SelectionKey.OP_WRITE);
                    selector.selectedKeys().clear();
                    assertThat(selector.select()).isOne();
                    assertThat(channel.write(new ByteBuffer[] {bytes(1, 2), bytes(3)}))
                            .isEqualTo(3);
                    key.interestOps(SelectionKey.OP_READ);
                    assertThat(selector.select(k -> lab.seen.add("readable " + k.isReadable())))
                            .isOne();
                    ByteBuffer[] halves = {ByteBuffer.allocate(2), ByteBuffer.allocate(2)};
                    assertThat(channel.read(halves)).isEqualTo(3);
                    assertThat(took(() -> assertThat(selector.select(250)).isZero()))
                            .isEqualTo(250 * MILLI);
                }
                lab.seen.add("done");
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("readable true", "done");
        }
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    @Test
    void shouldTellOfARefusedConnectByFinishConnect() {
        try (Lab lab = new Lab()) {
            lab.client(() -> {
                try (Selector selector = Selector.open();
                        SocketChannel channel = SocketChannel.open()) {
                    channel.configureBlocking(false);
                    channel.connect(new InetSocketAddress("server", PORT));
                    channel.register(selector, SelectionKey.OP_CONNECT);
                    assertThat(selector.select()).isOne();
                    try {
                        channel.finishConnect();
                    } finally {
                        lab.seen.add("open " + channel.isOpen());
                    }
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("open false", "java.net.ConnectException: Connection refused");
        }
    }

    @Test
    void shouldHandAChannelToABlockingThreadAndBack() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                for (int i = 1; i <= 3; i++) {
                    s.getOutputStream().write(i);
                    Thread.sleep(1_000);
                }
                Thread.sleep(10_000);
                s.close();
            });
            lab.client(() -> {
                try (Selector selector = Selector.open()) {
                    SocketChannel channel = open();
                    channel.configureBlocking(false);
                    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                    assertThat(selector.select()).isOne();
                    assertThat(channel.read(ByteBuffer.allocate(10))).isOne();
                    key.cancel();
                    selector.selectNow();
                    Thread reader = new Thread(() -> read(lab, channel));
                    reader.start();
                    reader.join();
                    channel.configureBlocking(false);
                    selector.selectedKeys().clear();
                    channel.register(selector, SelectionKey.OP_READ);
                    assertThat(selector.select()).isOne();
                    lab.seen.add("end " + channel.read(ByteBuffer.allocate(10)));
                    channel.close();
                }
            });
            lab.runFor(60 * SECOND);
            assertThat(lab.seen).containsExactly("2", "3", "java.net.SocketTimeoutException: Read timed out", "end -1");
        }
    }

    private static void read(Lab lab, SocketChannel channel) {
        try {
            channel.configureBlocking(true);
            channel.socket().setSoTimeout(3_100);
            while (true) {
                lab.seen.add("" + channel.socket().getInputStream().read());
            }
        } catch (IOException e) {
            lab.seen.add(Lab.text(e));
        }
    }

    @Test
    void shouldWakeASelectorAndObeyInterrupts() {
        try (Lab lab = new Lab()) {
            CompletableFuture<Selector> shared = new CompletableFuture<>();
            Thread loop = lab.client.start("loop", () -> {
                Selector selector = Selector.open();
                shared.complete(selector);
                lab.seen.add("woken after " + took(selector::select));
                lab.seen.add("interrupted after " + took(selector::select) + " "
                        + Thread.currentThread().isInterrupted());
                Thread.interrupted();
                lab.seen.add(selector.select() + (selector.isOpen() ? " open" : " closed"));
            });
            lab.client.start("other", () -> {
                Thread.sleep(5_000);
                shared.join().wakeup();
                Thread.sleep(1_000);
                loop.interrupt();
                Thread.sleep(1_000);
                shared.join().close();
            });
            lab.run();
            assertThat(lab.seen)
                    .containsExactly("woken after " + 5 * SECOND, "interrupted after " + SECOND + " true", "0 closed");
        }
    }

    @Test
    void shouldLetTimePassForWhoPollsUntilAMoment() {
        try (Lab lab = new Lab()) {
            lab.client.start("poller", () -> {
                Selector selector = Selector.open();
                long start = System.nanoTime();
                selector.selectNow();
                lab.seen.add("one poll takes " + (System.nanoTime() - start));
                while (System.nanoTime() - start < 500_000) {
                    selector.selectNow();
                }
                lab.seen.add("at " + (System.nanoTime() - start));
            });
            lab.run();
            assertThat(lab.seen).containsExactly("one poll takes 0", "at 500000");
        }
    }

    @Test
    void shouldTellBlockedThreadsOfCloseAndInterrupt() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> Thread.sleep(100_000));
            CompletableFuture<SocketChannel> first = new CompletableFuture<>();
            lab.client(() -> {
                first.complete(open());
                first.join().read(ByteBuffer.allocate(1));
            });
            Thread second = lab.client(() -> open().read(ByteBuffer.allocate(1)));
            lab.client(() -> {
                Thread.sleep(1_000);
                first.join().close();
                Thread.sleep(1_000);
                second.interrupt();
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen)
                    .containsExactly(
                            "java.nio.channels.AsynchronousCloseException: null",
                            "java.nio.channels.ClosedByInterruptException: null");
        }
    }

    @Test
    void shouldBeWritableOnlyWithRoom() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                Thread.sleep(1_000);
                s.getInputStream().readNBytes(200_000);
                Thread.sleep(100_000);
            });
            lab.client(() -> {
                try (Selector selector = Selector.open();
                        SocketChannel channel = open()) {
                    channel.configureBlocking(false);
                    ByteBuffer much = ByteBuffer.allocate(1_000_000);
                    int total = 0;
                    channel.register(selector, SelectionKey.OP_WRITE);
                    while (selector.select(100) > 0) {
                        total += channel.write(much);
                        selector.selectedKeys().clear();
                    }
                    assertThat(total).isBetween(200_000, 262_144);
                    // There may be some room left, but less than makes it ready.
                    int rest = channel.write(much);
                    assertThat(rest).isLessThan(131_072 / 3);
                    assertThat(channel.write(much)).isZero();
                    assertThat(selector.select(5_000)).isOne();
                    assertThat(System.nanoTime()).isBetween(SECOND, SECOND + 10 * MILLI);
                    lab.seen.add("writable");
                }
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("writable");
        }
    }

    @Test
    void shouldSendFilesAndReceiveThem(@TempDir Path dir) throws IOException {
        Path from = Files.write(dir.resolve("from"), new byte[1_234_567]);
        Path to = dir.resolve("to");
        try (Lab lab = new Lab()) {
            lab.server.start("server", () -> {
                try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(PORT));
                        SocketChannel channel = listener.accept();
                        FileChannel file = FileChannel.open(from)) {
                    long sent = 0;
                    while (sent < file.size()) {
                        sent += file.transferTo(sent, file.size() - sent, channel);
                    }
                }
            });
            lab.client(() -> {
                try (SocketChannel channel = open();
                        FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lab.seen.add("" + file.transferFrom(channel, 0, 2_000_000));
                }
            });
            lab.runFor(60 * SECOND);
            assertThat(lab.seen).containsExactly("1234567");
            assertThat(Files.size(to)).isEqualTo(1_234_567);
        }
    }

    @Test
    void shouldStopListeningAndForgetCancelledKeys() {
        try (Lab lab = new Lab()) {
            lab.client(() -> {
                try (Selector selector = Selector.open()) {
                    ServerSocketChannel listener = ServerSocketChannel.open();
                    listener.bind(null).configureBlocking(false);
                    SelectionKey key = listener.register(selector, SelectionKey.OP_ACCEPT);
                    assertThat(selector.keys()).containsExactly(key);
                    listener.close();
                    assertThat(key.isValid()).isFalse();
                    selector.selectNow();
                    assertThat(selector.keys()).isEmpty();
                }
                lab.seen.add("done");
            });
            lab.run();
            assertThat(lab.seen).containsExactly("done");
            assertThat(lab.network.netstat()).doesNotContain("listen");
        }
    }
}
