package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** The cases that need dropped packets or long waits: the real kernel's part is recorded. */
@SuppressWarnings("try") // a cut lasts as long as its block
final class Recorded {
    private Recorded() {}

    /** A listener, a connection to it, and a way to cut it off. */
    record Line(Lan lan, ServerSocket listener, Socket client, Socket server) implements AutoCloseable {
        static Line open(Lan lan) throws Exception {
            ServerSocket listener = listen(lan, 5);
            Socket client = new Socket(lan.server(), listener.getLocalPort());
            return new Line(lan, listener, client, listener.accept());
        }

        AutoCloseable cut() throws Exception {
            return lan.cut(listener.getLocalPort());
        }

        void keepAlive(int idle, int interval, int count) throws IOException {
            client.setKeepAlive(true);
            client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, idle);
            client.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
            client.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, count);
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }

    private static ServerSocket listen(Lan lan, int backlog) throws Exception {
        return lan.there(() -> new ServerSocket(0, backlog, lan.server()));
    }

    /** Does something after a while, on a thread of its own. */
    private static void after(long millis, AutoCloseable action) {
        new Thread(() -> {
                    try {
                        Thread.sleep(millis);
                        action.close();
                    } catch (Exception e) {
                        throw new AssertionError("what was to happen later failed", e);
                    }
                })
                .start();
    }

    private static String connect(Lan lan, int port, int timeout) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(lan.server(), port), timeout);
            return "connected";
        }
    }

    /** All cases. */
    static final List<Case> CASES = List.of(
            new Case("connect into a black hole", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5);
                        AutoCloseable cut = lan.cut(l.getLocalPort())) {
                    out.timed("connect", () -> connect(lan, l.getLocalPort(), 0));
                }
            }),
            new Case("connect of a channel into a black hole", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5);
                        AutoCloseable cut = lan.cut(l.getLocalPort())) {
                    out.timed("connect", () -> SocketChannel.open(l.getLocalSocketAddress()));
                }
            }),
            new Case("connect with a time-out into a black hole", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5);
                        AutoCloseable cut = lan.cut(l.getLocalPort())) {
                    out.timed("connect", () -> connect(lan, l.getLocalPort(), 2_500));
                }
            }),
            new Case("selector told of a connect into a black hole", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5);
                        AutoCloseable cut = lan.cut(l.getLocalPort());
                        Selector selector = Selector.open();
                        SocketChannel channel = SocketChannel.open()) {
                    channel.configureBlocking(false);
                    out.attempt("connect", () -> channel.connect(l.getLocalSocketAddress()));
                    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                    out.timed("select", () -> selector.select() + " ready " + key.readyOps());
                    out.attempt("finish", channel::finishConnect);
                    out.say("open", channel.isOpen());
                }
            }),
            new Case("connect while SYNs are lost for half a second", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5)) {
                    after(500, lan.cut(l.getLocalPort()));
                    out.timed("connect", () -> connect(lan, l.getLocalPort(), 0));
                }
            }),
            new Case("connect while SYNs are lost for 5 s", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5)) {
                    after(5_000, lan.cut(l.getLocalPort()));
                    out.timed("connect", () -> connect(lan, l.getLocalPort(), 0));
                }
            }),
            new Case("keepalive death of an idle connection", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    line.keepAlive(2, 1, 3);
                    try (AutoCloseable cut = line.cut()) {
                        out.timed("read", () -> line.client.getInputStream().read());
                        out.attempt("read", () -> line.client.getInputStream().read());
                        out.attempt("write", () -> line.client.getOutputStream().write(1));
                    }
                }
            }),
            new Case("keepalive death of another pace", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    line.keepAlive(10, 5, 2);
                    try (AutoCloseable cut = line.cut()) {
                        out.timed("read", () -> line.client.getInputStream().read());
                    }
                }
            }),
            new Case("keepalive death of a channel", (lan, out) -> {
                try (ServerSocket l = listen(lan, 5);
                        SocketChannel channel = SocketChannel.open(l.getLocalSocketAddress());
                        Socket peer = l.accept()) {
                    channel.socket().setKeepAlive(true);
                    channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
                    channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
                    channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
                    out.say("connected", peer.isConnected());
                    try (AutoCloseable cut = lan.cut(l.getLocalPort());
                            Selector selector = Selector.open()) {
                        channel.configureBlocking(false);
                        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                        out.timed("select", () -> selector.select() + " ready " + key.readyOps());
                        out.attempt("read", () -> channel.read(ByteBuffer.allocate(1)));
                        out.attempt("read", () -> channel.read(ByteBuffer.allocate(1)));
                        out.attempt("write", () -> channel.write(ByteBuffer.allocate(1)));
                    }
                }
            }),
            new Case("keepalive of a peer that answers", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    line.keepAlive(1, 1, 1);
                    line.client.setSoTimeout(6_000);
                    out.timed("read", () -> line.client.getInputStream().read());
                    line.server.getOutputStream().write(5);
                    out.attempt("read", () -> line.client.getInputStream().read());
                }
            }),
            new Case("keepalive to a peer that has forgotten", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    out.timed("read", () -> {
                        line.keepAlive(3, 1, 3);
                        try (AutoCloseable cut = line.cut()) {
                            line.server.setSoLinger(true, 0);
                            line.server.close();
                            lan.settle();
                        }
                        return line.client.getInputStream().read();
                    });
                }
            }),
            new Case("keepalive leaves unacknowledged data to the retransmission", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    line.keepAlive(1, 1, 2);
                    try (AutoCloseable cut = line.cut()) {
                        line.client.getOutputStream().write(1);
                        line.client.setSoTimeout(15_000);
                        out.timed("read", () -> line.client.getInputStream().read());
                    }
                }
            }),
            new Case("giving up retransmission", (lan, out) -> {
                try (Line line = Line.open(lan);
                        AutoCloseable cut = line.cut()) {
                    line.client.getOutputStream().write(new byte[100]);
                    out.timed("read", () -> line.client.getInputStream().read());
                    out.attempt("read", () -> line.client.getInputStream().read());
                    out.attempt("write", () -> line.client.getOutputStream().write(1));
                }
            }),
            new Case(
                    "giving up a window that stays closed",
                    "the kernel gave up after 1,303 s, the simulation after 1,045 s, for a cause not found yet; the outcome is"
                            + " the same",
                    (lan, out) -> {
                        try (ServerSocket l = listen(lan, 5);
                                SocketChannel channel = SocketChannel.open(l.getLocalSocketAddress());
                                Socket peer = l.accept()) {
                            channel.configureBlocking(false);
                            ByteBuffer block = ByteBuffer.allocate(65_536);
                            for (int idle = 0; idle < 5; idle++) {
                                block.clear();
                                idle = channel.write(block) > 0 ? 0 : idle;
                                Thread.sleep(40);
                            }
                            out.say("connected", peer.isConnected());
                            try (AutoCloseable cut = lan.cut(l.getLocalPort());
                                    Selector selector = Selector.open()) {
                                channel.register(selector, SelectionKey.OP_READ);
                                out.timed("select", () -> selector.select());
                                out.attempt("read", () -> channel.read(ByteBuffer.allocate(1)));
                            }
                        }
                    }),
            new Case("data lost for a second", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    after(1_000, line.cut());
                    line.client.getOutputStream().write(1);
                    out.timed("read", () -> line.server.getInputStream().read());
                }
            }),
            new Case("writing to a peer that has forgotten", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    try (AutoCloseable cut = line.cut()) {
                        line.server.setSoLinger(true, 0);
                        line.server.close();
                        lan.settle();
                    }
                    out.attempt("write", () -> line.client.getOutputStream().write(1));
                    out.timed("read", () -> line.client.getInputStream().read());
                    out.attempt("write", () -> line.client.getOutputStream().write(1));
                }
            }),
            new Case("a full backlog drops SYNs", (lan, out) -> {
                try (ServerSocket l = listen(lan, 1);
                        Socket first = new Socket(lan.server(), l.getLocalPort());
                        Socket second = new Socket(lan.server(), l.getLocalPort())) {
                    out.say(first.isConnected(), second.isConnected());
                    out.timed("third", () -> connect(lan, l.getLocalPort(), 2_500));
                }
            }),
            new Case("a full backlog for good", (lan, out) -> {
                try (ServerSocket l = listen(lan, 1);
                        Socket first = new Socket(lan.server(), l.getLocalPort());
                        Socket second = new Socket(lan.server(), l.getLocalPort())) {
                    out.say(first.isConnected(), second.isConnected());
                    out.timed("third", () -> connect(lan, l.getLocalPort(), 0));
                }
            }),
            new Case("a backlog that has room again", (lan, out) -> {
                try (ServerSocket l = listen(lan, 1);
                        Socket first = new Socket(lan.server(), l.getLocalPort());
                        Socket second = new Socket(lan.server(), l.getLocalPort())) {
                    out.say(first.isConnected(), second.isConnected());
                    after(2_000, () -> l.accept().close());
                    out.timed("third", () -> connect(lan, l.getLocalPort(), 0));
                }
            }),
            new Case("a listener of a channel with a full backlog", (lan, out) -> {
                try (ServerSocketChannel l = lan.there(
                                () -> ServerSocketChannel.open().bind(new InetSocketAddress(lan.server(), 0), 2));
                        SocketChannel first = SocketChannel.open(l.getLocalAddress());
                        SocketChannel second = SocketChannel.open(l.getLocalAddress());
                        SocketChannel third = SocketChannel.open(l.getLocalAddress())) {
                    out.say(first.isConnected(), second.isConnected(), third.isConnected());
                    out.timed("fourth", () -> connect(lan, l.socket().getLocalPort(), 1_500));
                }
            }),
            new Case("a port of a connection that was closed here", (lan, out) -> {
                try (Line line = Line.open(lan)) {
                    int port = line.listener.getLocalPort();
                    line.server.close();
                    line.client.close();
                    line.listener.close();
                    lan.settle();
                    out.attempt("bind", () -> exclusive(lan, port));
                    out.timed("free", () -> {
                        while (!exclusive(lan, port).equals("bound")) {
                            Thread.sleep(500);
                        }
                        return "bound";
                    });
                }
            }));

    private static String exclusive(Lan lan, int port) throws Exception {
        return lan.there(() -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(lan.server(), port));
                return "bound";
            } catch (java.net.BindException e) {
                return e.getMessage();
            }
        });
    }
}
