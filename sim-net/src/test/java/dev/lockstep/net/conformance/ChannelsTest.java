package dev.lockstep.net.conformance;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Socket channels: states, modes, buffers. */
@SuppressWarnings("AddressSelection") // literal addresses
class ChannelsTest extends Area {
    ChannelsTest() {
        states();
        transfers();
        scatterAndGather();
        endings();
        adaptors();
    }

    private void states() {
        agrees("an unconnected channel", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open()) {
                out.attempt("read", () -> c.read(ByteBuffer.allocate(1)));
                out.attempt("write", () -> c.write(ByteBuffer.allocate(1)));
                out.attempt("finish", () -> c.finishConnect());
                out.attempt("shutdown", () -> c.shutdownOutput());
                out.attempt("shutdown", () -> c.shutdownInput());
                out.say(c.getLocalAddress(), c.getRemoteAddress(), c.isConnected(), c.isConnectionPending());
                out.say(c.isOpen(), c.isBlocking(), c.isRegistered(), c.validOps());
                out.say(c);
            }
        });
        agrees("a closed channel", (lan, out) -> {
            SocketChannel c = SocketChannel.open();
            c.close();
            out.attempt("read", () -> c.read(ByteBuffer.allocate(1)));
            out.attempt("write", () -> c.write(ByteBuffer.allocate(1)));
            out.attempt("finish", () -> c.finishConnect());
            out.attempt("connect", () -> c.connect(new InetSocketAddress(lan.server(), 1)));
            out.attempt("bind", () -> c.bind(null));
            out.attempt("local", () -> c.getLocalAddress());
            out.attempt("remote", () -> c.getRemoteAddress());
            out.attempt("mode", () -> c.configureBlocking(false));
            out.attempt("shutdown", () -> c.shutdownOutput());
            out.attempt("close", () -> c.close());
            out.say(c.isConnected(), c.isConnectionPending(), c);
        });
        agrees("what connect refuses", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open()) {
                out.attempt("null", () -> c.connect(null));
                out.attempt("unresolved", () -> c.connect(InetSocketAddress.createUnresolved("nobody.invalid", 1)));
                out.attempt(
                        "kind",
                        () -> c.connect(new SocketAddress() {
                            private static final long serialVersionUID = 1;
                        }));
                out.say(c.isOpen());
            }
        });
        agrees("a channel that is refused", (lan, out) -> {
            ServerSocketChannel listener = ChannelPair.listen(lan);
            SocketAddress there = listener.getLocalAddress();
            listener.close();
            try (SocketChannel c = SocketChannel.open()) {
                out.attempt("connect", () -> c.connect(there));
                out.say(c.isOpen());
                out.attempt("connect", () -> c.connect(there));
            }
        });
        agrees("connecting a channel twice", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                out.attempt("connect", () -> p.client().connect(p.listener().getLocalAddress()));
                out.attempt("finish", () -> p.client().finishConnect());
                out.attempt("bind", () -> p.client().bind(null));
                out.say(p.client().isConnected(), p.client().isConnectionPending());
            }
        });
        agrees("binding a channel", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open()) {
                c.bind(new InetSocketAddress("127.0.0.1", 0));
                InetSocketAddress local = (InetSocketAddress) c.getLocalAddress();
                out.say(local.getAddress(), local.getPort() > 0, c.isConnected());
                out.attempt("again", () -> c.bind(null));
                out.attempt(
                        "unresolved",
                        () -> SocketChannel.open().bind(InetSocketAddress.createUnresolved("nobody.invalid", 1)));
            }
        });
        agrees("connecting in non-blocking mode", (lan, out) -> {
            try (ServerSocketChannel listener = ChannelPair.listen(lan);
                    SocketChannel c = SocketChannel.open()) {
                c.configureBlocking(false);
                boolean done = c.connect(listener.getLocalAddress());
                lan.settle();
                out.attempt("finish", () -> done || c.finishConnect());
                out.attempt("finish", () -> c.finishConnect());
                out.say(c.isConnected(), c.isConnectionPending());
            }
        });
        agrees("a listener without an address", (lan, out) -> {
            try (ServerSocketChannel l = ServerSocketChannel.open()) {
                out.attempt("accept", () -> l.accept());
                out.say(l.getLocalAddress(), l.isOpen(), l.validOps(), l.isBlocking());
                l.bind(null);
                out.attempt("bind", () -> l.bind(null));
            }
        });
        agrees("a closed listener", (lan, out) -> {
            ServerSocketChannel l = ChannelPair.listen(lan);
            l.close();
            out.attempt("accept", () -> l.accept());
            out.attempt("bind", () -> l.bind(null));
            out.attempt("local", () -> l.getLocalAddress());
            out.attempt("mode", () -> l.configureBlocking(false));
        });
        agrees("accepting in non-blocking mode", (lan, out) -> {
            try (ServerSocketChannel l = ChannelPair.listen(lan)) {
                l.configureBlocking(false);
                out.attempt("none", () -> l.accept());
                try (SocketChannel c = SocketChannel.open(l.getLocalAddress())) {
                    lan.settle();
                    SocketChannel accepted = l.accept();
                    out.say(accepted.isBlocking(), accepted.isConnected());
                    out.say(accepted.getRemoteAddress().equals(c.getLocalAddress()));
                    out.attempt("none", () -> l.accept());
                }
            }
        });
        agrees("a port that is in use", (lan, out) -> {
            try (ServerSocketChannel l = ChannelPair.listen(lan)) {
                out.attempt(
                        "bind", () -> lan.there(() -> ServerSocketChannel.open().bind(l.getLocalAddress())));
            }
        });
    }

    private void transfers() {
        agrees("bytes each way", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                out.say(p.client().write(ChannelPair.bytes("hello")));
                ByteBuffer in = ByteBuffer.allocate(10);
                lan.settle();
                out.say(p.server().read(in), ChannelPair.text(in));
                out.say(p.server().write(ChannelPair.bytes("world!")));
                lan.settle();
                in.clear().limit(3);
                out.say(p.client().read(in), ChannelPair.text(in), in.remaining());
                in.clear();
                out.say(p.client().read(in), ChannelPair.text(in));
            }
        });
        agrees("buffers that are empty, full or read-only", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                out.say(p.client().write(ByteBuffer.allocate(0)), p.client().read(ByteBuffer.allocate(0)));
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1).asReadOnlyBuffer()));
                out.attempt(
                        "write", () -> p.client().write(ChannelPair.bytes("x").asReadOnlyBuffer()));
                out.attempt("null", () -> p.client().write((ByteBuffer) null));
                out.attempt("null", () -> p.client().read((ByteBuffer) null));
            }
        });
        agrees("direct buffers and slices", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                ByteBuffer direct = ByteBuffer.allocateDirect(8);
                direct.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}).flip();
                out.say(p.client().write(direct.slice(2, 4)), direct.remaining());
                lan.settle();
                ByteBuffer into = ByteBuffer.allocateDirect(8).position(3);
                out.say(p.server().read(into), into.position(), into.get(3), into.get(6));
            }
        });
        agrees("reading nothing in non-blocking mode", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().configureBlocking(false);
                out.say(p.client().read(ByteBuffer.allocate(1)));
                p.server().close();
                lan.settle();
                out.say(p.client().read(ByteBuffer.allocate(1)), p.client().read(ByteBuffer.allocate(0)));
            }
        });
        agrees("writing until there is no room", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().configureBlocking(false);
                long written = fill(lan, p.client());
                out.say(written > 0);
                p.client().configureBlocking(true);
                p.client().shutdownOutput();
                ByteBuffer into = ByteBuffer.allocate(100_000);
                long read = 0;
                for (int n = p.server().read(into); n >= 0; n = p.server().read(into.clear())) {
                    read += n;
                }
                out.say(read == written);
            }
        });
        agrees("a blocking write takes all", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread writer =
                        new Thread(() -> out.attempt("write", () -> p.client().write(ByteBuffer.allocate(3_000_000))));
                writer.start();
                ByteBuffer all = ByteBuffer.allocate(3_000_000);
                while (all.hasRemaining()) {
                    p.server().read(all);
                }
                writer.join();
            }
        });
    }

    private static long fill(Lan lan, SocketChannel channel) throws Exception {
        long total = 0;
        for (int idle = 0; idle < 2; idle++) {
            long count = channel.write(ByteBuffer.allocate(1_000_000));
            while (count > 0) {
                total += count;
                idle = 0;
                count = channel.write(ByteBuffer.allocate(1_000_000));
            }
            lan.settle();
        }
        return total;
    }

    private void scatterAndGather() {
        agrees("gathering write, scattering read", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                ByteBuffer[] parts = {ChannelPair.bytes("ab"), ChannelPair.bytes(""), ChannelPair.bytes("cdefg")};
                out.say(p.client().write(parts), parts[2].remaining());
                lan.settle();
                ByteBuffer[] into = {ByteBuffer.allocate(3), ByteBuffer.allocate(0), ByteBuffer.allocate(9)};
                out.say(p.server().read(into), ChannelPair.text(into[0]), ChannelPair.text(into[2]));
            }
        });
        agrees("some of the buffers", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                ByteBuffer[] parts = {ChannelPair.bytes("a"), ChannelPair.bytes("bc"), ChannelPair.bytes("d")};
                out.say(p.client().write(parts, 1, 1), parts[0].remaining(), parts[1].remaining());
                lan.settle();
                ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocate(4)};
                out.say(p.server().read(into, 1, 1), ChannelPair.text(into[1]));
                out.attempt("bounds", () -> p.client().write(parts, 2, 2));
                out.attempt("bounds", () -> p.client().read(into, -1, 1));
                out.say(p.client().write(parts, 3, 0));
            }
        });
        agrees("scattering reads that find nothing or the end", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().configureBlocking(false);
                ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocate(4)};
                out.say(p.client().read(into));
                p.server().close();
                lan.settle();
                out.say(p.client().read(into));
                out.attempt(
                        "read-only",
                        () -> p.client()
                                .read(new ByteBuffer[] {ByteBuffer.allocate(1).asReadOnlyBuffer()}));
            }
        });
        agrees("a blocking scattering read takes what is there", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.server().write(ChannelPair.bytes("xyz"));
                lan.settle();
                ByteBuffer[] into = {ByteBuffer.allocate(2), ByteBuffer.allocate(2), ByteBuffer.allocate(2)};
                out.say(p.client().read(into), into[1].position(), into[2].position());
            }
        });
    }

    private void endings() {
        agrees("half-close of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().write(ChannelPair.bytes("bye"));
                p.client().shutdownOutput();
                ByteBuffer in = ByteBuffer.allocate(10);
                lan.settle();
                out.say(p.server().read(in), p.server().read(in), p.server().read(in));
                out.attempt("write", () -> p.client().write(ByteBuffer.allocate(1)));
                out.say(p.server().write(ChannelPair.bytes("ok")));
                lan.settle();
                out.say(p.client().read(in));
                out.attempt("again", () -> p.client().shutdownOutput().isOpen());
            }
        });
        agrees("shutdown of input of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.server().write(ChannelPair.bytes("abc"));
                lan.settle();
                p.client().shutdownInput();
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(5)));
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(5)));
                out.attempt("peer", () -> p.server().write(ByteBuffer.allocate(1)));
            }
        });
        agrees("reset of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.server().socket().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                out.attempt("write", () -> p.client().write(ByteBuffer.allocate(1)));
                out.say(p.client().isOpen(), p.client().isConnected());
            }
        });
        agrees("writing a channel to a closed peer", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.server().close();
                lan.settle();
                for (int i = 0; i < 3; i++) {
                    out.attempt("write", () -> p.client().write(ByteBuffer.allocate(1)));
                    lan.settle();
                }
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
            }
        });
        agrees("a reset while data waits", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.server().write(ChannelPair.bytes("abc"));
                lan.settle();
                p.server().socket().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                for (int i = 0; i < 4; i++) {
                    out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                }
            }
        });
        agrees("channels as streams", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Channels.newOutputStream(p.client()).write(new byte[] {1, 2, 3});
                p.client().shutdownOutput();
                out.say(Channels.newInputStream(p.server()).readAllBytes().length);
                p.client().configureBlocking(false);
                out.attempt("mode", () -> Channels.newInputStream(p.client()).read());
            }
        });
    }

    private void adaptors() {
        agrees("the socket of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Socket s = p.client().socket();
                out.say(s == p.client().socket(), s.getChannel() == p.client(), s.isConnected(), s.isBound());
                s.getOutputStream().write(5);
                out.say(p.server().socket().getInputStream().read());
                out.say(s.getPort() == p.listener().socket().getLocalPort(), s.getSoTimeout());
                s.shutdownOutput();
                out.say(s.isOutputShutdown(), s.isInputShutdown());
                out.attempt("stream", () -> s.getOutputStream());
                out.say(p.server().socket().getInputStream().read());
                s.close();
                out.say(s.isClosed(), p.client().isOpen());
                out.attempt("stream", () -> s.getInputStream());
            }
        });
        agrees("the socket of an unconnected channel", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open()) {
                Socket s = c.socket();
                out.say(s.getPort(), s.getLocalPort(), s.getInetAddress(), s.isBound(), s.isConnected());
                out.attempt("stream", () -> s.getInputStream());
                out.attempt("shutdown", () -> s.shutdownInput());
                out.attempt("connect", () -> s.connect(null));
                out.say(s);
            }
        });
        agrees("the socket of a channel in non-blocking mode", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().configureBlocking(false);
                out.attempt("read", () -> p.client().socket().getInputStream().read());
                out.attempt("write", () -> p.client().socket().getOutputStream().write(1));
                p.listener().configureBlocking(false);
                out.attempt("accept", () -> p.listener().socket().accept());
            }
        });
        agrees("connecting through the socket of a channel", (lan, out) -> {
            try (ServerSocketChannel l = ChannelPair.listen(lan);
                    SocketChannel c = SocketChannel.open()) {
                c.socket().connect(l.getLocalAddress(), 2_000);
                out.say(c.isConnected(), l.socket().accept().isConnected());
                out.attempt("again", () -> c.socket().connect(l.getLocalAddress()));
                out.attempt("registered", () -> c.register(java.nio.channels.Selector.open(), SelectionKey.OP_READ));
            }
        });
    }
}
