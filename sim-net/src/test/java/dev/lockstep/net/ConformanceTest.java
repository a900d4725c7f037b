package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same code on the loopback of the real kernel and on a simulated host must see the same. */
@SuppressWarnings("try") // what close does is what is tested
class ConformanceTest {
    /** A program of socket calls; it notes what it sees. */
    interface Program {
        void run(Pair pair, List<String> seen) throws Exception;
    }

    record Case(String name, Program program) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A connected pair and its listener. */
    record Pair(ServerSocket listener, Socket a, Socket b) implements AutoCloseable {
        static Pair open() throws IOException {
            ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Socket a = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            return new Pair(listener, a, listener.accept());
        }

        @Override
        public void close() throws IOException {
            a.close();
            b.close();
            listener.close();
        }
    }

    private static void attempt(List<String> seen, String what, dev.lockstep.core.Host.ThrowingRunnable body) {
        try {
            body.run();
            seen.add(what + " fine");
        } catch (Exception e) {
            seen.add(what + " " + Lab.text(e));
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(30);
    }

    private static SocketChannel channel(Pair pair) throws IOException {
        return SocketChannel.open(new InetSocketAddress(pair.listener.getInetAddress(), pair.listener.getLocalPort()));
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("close is end of stream", (p, seen) -> {
                    p.b.close();
                    pause();
                    InputStream in = p.a.getInputStream();
                    seen.add("read " + in.read() + in.read());
                    OutputStream out = p.a.getOutputStream();
                    attempt(seen, "first write", () -> out.write(1));
                    pause();
                    attempt(seen, "second write", () -> out.write(1));
                    attempt(seen, "third write", () -> out.write(1));
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                }),
                new Case("close with unread data", (p, seen) -> {
                    p.a.getOutputStream().write(1);
                    pause();
                    p.b.close();
                    pause();
                    InputStream in = p.a.getInputStream();
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "write", () -> p.a.getOutputStream().write(1));
                }),
                new Case("reset by linger 0", (p, seen) -> {
                    p.b.getOutputStream().write(7);
                    p.b.setSoLinger(true, 0);
                    pause();
                    p.b.close();
                    pause();
                    InputStream in = p.a.getInputStream();
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "write", () -> p.a.getOutputStream().write(1));
                }),
                new Case("reset is told to the writer first", (p, seen) -> {
                    p.b.setSoLinger(true, 0);
                    p.b.close();
                    pause();
                    attempt(seen, "write", () -> p.a.getOutputStream().write(1));
                    attempt(seen, "write", () -> p.a.getOutputStream().write(1));
                    attempt(
                            seen,
                            "read",
                            () -> seen.add("read " + p.a.getInputStream().read()));
                }),
                new Case("reset of a channel", (p, seen) -> {
                    try (SocketChannel channel = channel(p);
                            Socket peer = p.listener.accept()) {
                        peer.setSoLinger(true, 0);
                        peer.close();
                        pause();
                        ByteBuffer one = ByteBuffer.allocate(1);
                        attempt(seen, "read", () -> channel.read(one));
                        attempt(seen, "read", () -> channel.read(one));
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                    }
                }),
                new Case("write of a channel to a closed peer", (p, seen) -> {
                    try (SocketChannel channel = channel(p)) {
                        p.listener.accept().close();
                        pause();
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                        pause();
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                        attempt(seen, "read", () -> seen.add("read " + channel.read(ByteBuffer.allocate(1))));
                    }
                }),
                new Case("half-close", (p, seen) -> {
                    p.a.getOutputStream().write(new byte[10]);
                    p.a.shutdownOutput();
                    seen.add("read " + p.b.getInputStream().readAllBytes().length);
                    attempt(seen, "write", () -> p.a.getOutputStream().write(1));
                    p.b.getOutputStream().write(new byte[20]);
                    p.b.close();
                    seen.add("read " + p.a.getInputStream().readAllBytes().length);
                    attempt(seen, "shutdown again", p.a::shutdownOutput);
                }),
                new Case("shutdown of input", (p, seen) -> {
                    InputStream in = p.a.getInputStream();
                    p.b.getOutputStream().write(5);
                    pause();
                    p.a.shutdownInput();
                    attempt(seen, "read", () -> seen.add("read " + in.read()));
                    attempt(seen, "available", () -> seen.add("available " + in.available()));
                    attempt(seen, "stream", p.a::getInputStream);
                }),
                new Case("use after close", (p, seen) -> {
                    InputStream in = p.a.getInputStream();
                    OutputStream out = p.a.getOutputStream();
                    p.a.close();
                    attempt(seen, "read", in::read);
                    attempt(seen, "write", () -> out.write(1));
                    attempt(seen, "stream", p.a::getInputStream);
                    attempt(seen, "option", () -> p.a.setTcpNoDelay(true));
                    attempt(seen, "connect", () -> p.a.connect(p.listener.getLocalSocketAddress()));
                }),
                new Case("refused", (p, seen) -> {
                    int port = p.listener.getLocalPort();
                    p.listener.close();
                    InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                    attempt(seen, "socket", () -> new Socket(nobody.getAddress(), port));
                    attempt(seen, "channel", () -> SocketChannel.open(nobody));
                }),
                new Case("port in use", (p, seen) -> {
                    attempt(
                            seen,
                            "socket",
                            () -> new ServerSocket(p.listener.getLocalPort(), 5, InetAddress.getLoopbackAddress()));
                    attempt(seen, "channel", () -> ServerSocketChannel.open().bind(p.listener.getLocalSocketAddress()));
                }),
                new Case(
                        "address of somebody else",
                        (p, seen) -> attempt(
                                seen,
                                "bind",
                                () -> new ServerSocket(
                                        0, 5, InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})))),
                new Case("time-outs", (p, seen) -> {
                    p.a.setSoTimeout(20);
                    attempt(seen, "read", () -> p.a.getInputStream().read());
                    p.listener.setSoTimeout(20);
                    attempt(seen, "accept", p.listener::accept);
                    try (SocketChannel channel = channel(p)) {
                        channel.socket().setSoTimeout(20);
                        attempt(
                                seen,
                                "channel",
                                () -> channel.socket().getInputStream().read());
                    }
                }),
                new Case("options", (p, seen) -> {
                    p.a.setKeepAlive(true);
                    p.a.setTcpNoDelay(true);
                    p.a.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 120);
                    p.a.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
                    p.a.setReceiveBufferSize(20_000);
                    p.a.setSendBufferSize(1);
                    p.a.setSoLinger(true, 5);
                    seen.add(p.a.getKeepAlive() + " " + p.a.getTcpNoDelay() + " " + p.a.getReceiveBufferSize() + " "
                            + p.a.getSendBufferSize() + " " + p.a.getSoLinger() + " " + p.a.getReuseAddress() + " "
                            + p.a.getOption(ExtendedSocketOptions.TCP_KEEPIDLE) + " "
                            + p.b.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL) + " " + p.b.getSoLinger());
                    attempt(seen, "idle 0", () -> p.a.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 0));
                    attempt(seen, "no buffer", () -> p.a.setReceiveBufferSize(0));
                    p.a.setSoLinger(false, 0);
                }),
                new Case("addresses", (p, seen) -> {
                    seen.add(p.a.getInetAddress().getHostAddress() + " "
                            + (p.a.getPort() == p.listener.getLocalPort()) + " "
                            + (p.b.getPort() == p.a.getLocalPort()) + " "
                            + p.b.getLocalAddress().getHostAddress() + " "
                            + (p.b.getLocalPort() == p.a.getPort()) + " " + p.a.isBound() + p.a.isConnected());
                    try (Socket fresh = new Socket()) {
                        seen.add(fresh.getLocalPort() + " " + fresh.getPort() + " " + fresh.getInetAddress() + " "
                                + fresh.getLocalAddress().getHostAddress());
                        attempt(seen, "read", fresh::getInputStream);
                    }
                }),
                new Case("readiness", ConformanceTest::readiness),
                new Case("unconnected channel", (p, seen) -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        attempt(seen, "read", () -> channel.read(ByteBuffer.allocate(1)));
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                        attempt(seen, "finish", channel::finishConnect);
                        attempt(seen, "shutdown", channel::shutdownOutput);
                        attempt(seen, "register", () -> channel.register(Selector.open(), SelectionKey.OP_READ));
                        seen.add(channel.getLocalAddress() + " " + channel.getRemoteAddress());
                    }
                    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                        attempt(seen, "accept", listener::accept);
                        attempt(seen, "option", () -> listener.setOption(ExtendedSocketOptions.TCP_QUICKACK, true));
                    }
                }),
                new Case("channel after shutdown", (p, seen) -> {
                    try (SocketChannel channel = channel(p)) {
                        attempt(seen, "connect again", () -> channel.connect(p.listener.getLocalSocketAddress()));
                        channel.shutdownOutput();
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                        channel.shutdownInput();
                        seen.add("read " + channel.read(ByteBuffer.allocate(1)));
                        channel.configureBlocking(false);
                        attempt(seen, "write", () -> channel.write(ByteBuffer.allocate(1)));
                        attempt(seen, "stream", () -> channel.socket().getOutputStream());
                        channel.close();
                        attempt(seen, "read", () -> channel.read(ByteBuffer.allocate(1)));
                        attempt(seen, "peer", channel::getRemoteAddress);
                    }
                }),
                new Case("listener closed with connections nobody accepted", (p, seen) -> {
                    Socket waiting = new Socket(InetAddress.getLoopbackAddress(), p.listener.getLocalPort());
                    p.listener.close();
                    pause();
                    attempt(seen, "read", () -> waiting.getInputStream().read());
                    attempt(seen, "accept", p.listener::accept);
                }));
    }

    private static void readiness(Pair p, List<String> seen) throws Exception {
        try (Selector selector = Selector.open();
                SocketChannel channel = channel(p)) {
            Socket peer = p.listener.accept();
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            note(selector, key, seen);
            peer.getOutputStream().write(1);
            pause();
            note(selector, key, seen);
            seen.add("without clearing " + selector.selectNow());
            key.interestOps(SelectionKey.OP_READ);
            note(selector, key, seen);
            channel.read(ByteBuffer.allocate(10));
            note(selector, key, seen);
            seen.add("select " + selector.select(10));
            peer.close();
            pause();
            note(selector, key, seen);
            seen.add("read " + channel.read(ByteBuffer.allocate(10)));
            note(selector, key, seen);
            key.cancel();
            seen.add("valid " + key.isValid() + " keys " + selector.keys().size());
            selector.selectNow();
            seen.add("keys " + selector.keys().size() + " registered " + channel.isRegistered());
            attempt(seen, "cancelled", key::readyOps);
        }
    }

    private static void note(Selector selector, SelectionKey key, List<String> seen) throws IOException {
        selector.selectedKeys().clear();
        int count = selector.selectNow();
        seen.add("selected " + count + (count > 0 ? " ready " + key.readyOps() : ""));
    }

    private static void run(Case test, List<String> seen) throws Exception {
        try (Pair pair = Pair.open()) {
            test.program.run(pair, seen);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDoAsTheKernelDoes(Case test) throws Exception {
        List<String> real = new ArrayList<>();
        run(test, real);
        List<String> simulated = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Network.of(simulation);
            simulation.host("one").start("main", () -> run(test, simulated));
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
        }
        assertThat(simulated).isEqualTo(real);
    }
}
