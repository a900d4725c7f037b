package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Datagram channels and sockets. */
@SuppressWarnings({"AddressSelection", "try"}) // literal addresses; what close does is what is tested
class DatagramsTest extends Area {
    /** A bound channel of the server's host and one of the client's. */
    @SuppressWarnings("try") // what close does is what is tested
    private record Udp(DatagramChannel client, DatagramChannel server) implements AutoCloseable {
        static Udp open(Lan lan) throws Exception {
            DatagramChannel server =
                    lan.there(() -> DatagramChannel.open().bind(new InetSocketAddress(lan.server(), 0)));
            return new Udp(DatagramChannel.open(), server);
        }

        Udp connected() throws Exception {
            client.connect(server.getLocalAddress());
            return this;
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    DatagramsTest() {
        channels();
        connectedChannels();
        readiness();
        sockets();
    }

    private void channels() {
        agrees("a datagram and its answer", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                out.say(p.client.send(ChannelPair.bytes("ping"), p.server.getLocalAddress()));
                ByteBuffer in = ByteBuffer.allocate(10);
                InetSocketAddress from = (InetSocketAddress) p.server.receive(in);
                out.say(
                        ChannelPair.text(in),
                        from.getPort() == ((InetSocketAddress) p.client.getLocalAddress()).getPort());
                out.say(p.server.send(ChannelPair.bytes("pong!"), from));
                in.clear();
                out.say(p.client.receive(in).equals(p.server.getLocalAddress()), ChannelPair.text(in));
            }
        });
        agrees("bounds of datagrams are kept", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                for (String text : new String[] {"a", "", "bcd"}) {
                    p.client.send(ChannelPair.bytes(text), p.server.getLocalAddress());
                }
                for (int i = 0; i < 3; i++) {
                    ByteBuffer in = ByteBuffer.allocate(10);
                    p.server.receive(in);
                    out.say("[" + ChannelPair.text(in) + "]");
                }
            }
        });
        agrees("what does not fit is lost", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                p.client.send(ChannelPair.bytes("abcdef"), p.server.getLocalAddress());
                p.client.send(ChannelPair.bytes("gh"), p.server.getLocalAddress());
                ByteBuffer in = ByteBuffer.allocate(3);
                p.server.receive(in);
                out.say(ChannelPair.text(in));
                in.clear();
                p.server.receive(in);
                out.say(ChannelPair.text(in));
            }
        });
        agrees("the largest datagram", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                out.attempt("largest", () -> p.client.send(ByteBuffer.allocate(65_507), p.server.getLocalAddress()));
                out.attempt("larger", () -> p.client.send(ByteBuffer.allocate(65_508), p.server.getLocalAddress()));
                ByteBuffer in = ByteBuffer.allocate(70_000);
                p.server.receive(in);
                out.say(in.position());
            }
        });
        agrees("receiving nothing in non-blocking mode", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                p.server.configureBlocking(false);
                out.say(p.server.receive(ByteBuffer.allocate(1)));
                p.client.configureBlocking(false);
                out.attempt("unbound", () -> p.client.receive(ByteBuffer.allocate(1)));
            }
        });
        agrees("an unconnected datagram channel", (lan, out) -> {
            try (DatagramChannel c = DatagramChannel.open()) {
                out.attempt("read", () -> c.read(ByteBuffer.allocate(1)));
                out.attempt("write", () -> c.write(ByteBuffer.allocate(1)));
                out.say(c.getLocalAddress(), c.getRemoteAddress(), c.isConnected(), c.validOps());
                out.attempt("null", () -> c.send(ByteBuffer.allocate(1), null));
                out.attempt("read-only", () -> c.receive(ByteBuffer.allocate(1).asReadOnlyBuffer()));
                out.attempt("port 0", () -> c.send(ByteBuffer.allocate(1), new InetSocketAddress("127.0.0.1", 0)));
                out.attempt("bind", () -> c.bind(null));
            }
        });
        agrees("a closed datagram channel", (lan, out) -> {
            DatagramChannel c = DatagramChannel.open();
            c.close();
            out.attempt("read", () -> c.read(ByteBuffer.allocate(1)));
            out.attempt("receive", () -> c.receive(ByteBuffer.allocate(1)));
            out.attempt("send", () -> c.send(ByteBuffer.allocate(1), new InetSocketAddress("127.0.0.1", 9)));
            out.attempt("bind", () -> c.bind(null));
            out.attempt("connect", () -> c.connect(new InetSocketAddress("127.0.0.1", 9)));
            out.attempt("local", () -> c.getLocalAddress());
        });
        agrees("a UDP port in use", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                out.attempt("bind", () -> lan.there(() -> DatagramChannel.open().bind(p.server.getLocalAddress())));
                p.server.close();
                out.attempt(
                        "free",
                        () -> lan.there(() -> {
                            try (DatagramChannel again = DatagramChannel.open()) {
                                return again.bind(p.client.getLocalAddress()).isOpen();
                            }
                        }));
            }
        });
        agrees("nobody has the port, and nobody is told", (lan, out) -> {
            try (Udp p = Udp.open(lan)) {
                var there = p.server.getLocalAddress();
                p.server.close();
                out.say(p.client.send(ChannelPair.bytes("x"), there));
                lan.settle();
                out.say(p.client.send(ChannelPair.bytes("x"), there));
                p.client.configureBlocking(false);
                out.say(p.client.receive(ByteBuffer.allocate(1)));
            }
        });
        agrees("options of datagram channels", (lan, out) -> {
            try (DatagramChannel c = DatagramChannel.open()) {
                Set<String> names = new TreeSet<>();
                for (SocketOption<?> option : c.supportedOptions()) {
                    names.add(option.name());
                }
                // Multicast is not simulated, and there are no fragments.
                names.removeIf(n -> n.startsWith("IP_MULTICAST") || n.equals("IP_DONTFRAGMENT"));
                names.remove("SO_INCOMING_NAPI_ID");
                out.say(names);
                c.setOption(StandardSocketOptions.SO_BROADCAST, true).setOption(StandardSocketOptions.IP_TOS, 16);
                out.say(c.getOption(StandardSocketOptions.SO_BROADCAST), c.getOption(StandardSocketOptions.IP_TOS));
                out.attempt("tcp", () -> c.getOption(StandardSocketOptions.TCP_NODELAY));
            }
        });
    }

    private void connectedChannels() {
        agrees("a connected datagram channel", (lan, out) -> {
            try (Udp p = Udp.open(lan).connected()) {
                out.say(p.client.isConnected(), p.client.getRemoteAddress().equals(p.server.getLocalAddress()));
                out.say(p.client.write(ChannelPair.bytes("hello")));
                ByteBuffer in = ByteBuffer.allocate(10);
                var from = p.server.receive(in);
                out.say(ChannelPair.text(in), from.equals(p.client.getLocalAddress()));
                p.server.send(ChannelPair.bytes("hi"), from);
                in.clear();
                out.say(p.client.read(in), ChannelPair.text(in));
                out.attempt("again", () -> p.client.connect(p.server.getLocalAddress()));
                out.attempt("elsewhere", () -> p.client.send(in, new InetSocketAddress("127.0.0.1", 9)));
                out.attempt("same", () -> p.client.send(ByteBuffer.allocate(2), p.server.getLocalAddress()));
            }
        });
        agrees("a connected channel hears nobody else", (lan, out) -> {
            try (Udp p = Udp.open(lan).connected();
                    DatagramChannel other = lan.there(DatagramChannel::open)) {
                other.send(ChannelPair.bytes("other"), p.client.getLocalAddress());
                p.server.send(ChannelPair.bytes("server"), p.client.getLocalAddress());
                ByteBuffer in = ByteBuffer.allocate(10);
                p.client.read(in);
                out.say(ChannelPair.text(in));
                p.client.configureBlocking(false);
                out.say(p.client.read(ByteBuffer.allocate(1)));
                p.client.disconnect();
                out.say(p.client.isConnected(), p.client.getRemoteAddress());
            }
        });
        agrees("a port that nobody has is told to a connected channel", (lan, out) -> {
            try (Udp p = Udp.open(lan).connected()) {
                p.server.close();
                out.attempt("write", () -> p.client.write(ChannelPair.bytes("x")));
                lan.settle();
                out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1)));
                out.attempt("write", () -> p.client.write(ChannelPair.bytes("x")));
                lan.settle();
                out.attempt("write", () -> p.client.write(ChannelPair.bytes("x")));
                p.client.configureBlocking(false);
                out.attempt("receive", () -> p.client.receive(ByteBuffer.allocate(1)));
            }
        });
        agrees("gathering and scattering datagrams", (lan, out) -> {
            try (Udp p = Udp.open(lan).connected()) {
                out.say(p.client.write(new ByteBuffer[] {ChannelPair.bytes("ab"), ChannelPair.bytes("cde")}));
                ByteBuffer in = ByteBuffer.allocate(10);
                var from = p.server.receive(in);
                out.say(ChannelPair.text(in));
                p.server.send(ChannelPair.bytes("uvwxyz"), from);
                ByteBuffer[] into = {ByteBuffer.allocate(2), ByteBuffer.allocate(3)};
                out.say(p.client.read(into), ChannelPair.text(into[0]), ChannelPair.text(into[1]));
            }
        });
    }

    private void readiness() {
        agrees("readiness of a datagram channel", (lan, out) -> {
            try (Udp p = Udp.open(lan);
                    Selector selector = Selector.open()) {
                p.server.configureBlocking(false);
                SelectionKey key = p.server.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                out.say(selector.select(), key.readyOps());
                selector.selectedKeys().clear();
                p.client.send(ChannelPair.bytes("x"), p.server.getLocalAddress());
                key.interestOps(SelectionKey.OP_READ);
                out.say(selector.select(), key.readyOps());
                selector.selectedKeys().clear();
                p.server.receive(ByteBuffer.allocate(1));
                out.say(selector.selectNow());
            }
        });
        agrees("a blocked receiver that is closed or interrupted", (lan, out) -> {
            for (boolean interrupt : new boolean[] {false, true}) {
                try (Udp p = Udp.open(lan)) {
                    Thread receiver =
                            new Thread(() -> out.attempt("receive", () -> p.server.receive(ByteBuffer.allocate(1))));
                    receiver.start();
                    lan.untilBlocked(receiver);
                    if (interrupt) {
                        receiver.interrupt();
                    } else {
                        p.server.close();
                    }
                    receiver.join();
                    out.say(p.server.isOpen());
                }
            }
        });
    }

    private static DatagramPacket packet(int size) {
        return new DatagramPacket(new byte[size], size);
    }

    private static DatagramPacket packet(String text, DatagramSocket to, InetAddress address) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new DatagramPacket(bytes, bytes.length, address, to.getLocalPort());
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.US_ASCII);
    }

    private void sockets() {
        agrees("datagram sockets", (lan, out) -> {
            try (DatagramSocket server = lan.there(() -> new DatagramSocket(0, lan.server()));
                    DatagramSocket client = new DatagramSocket()) {
                client.send(packet("hello", server, lan.server()));
                DatagramPacket in = packet(10);
                server.receive(in);
                out.say(text(in), in.getLength(), in.getPort() == client.getLocalPort());
                server.send(new DatagramPacket(new byte[] {'o', 'k'}, 2, in.getSocketAddress()));
                client.receive(in);
                out.say(text(in), in.getAddress().equals(lan.server()), in.getPort() == server.getLocalPort());
            }
        });
        agrees("a datagram longer than the packet", (lan, out) -> {
            try (DatagramSocket server = lan.there(() -> new DatagramSocket(0, lan.server()));
                    DatagramSocket client = new DatagramSocket()) {
                client.send(packet("abcdef", server, lan.server()));
                client.send(packet("gh", server, lan.server()));
                DatagramPacket in = packet(4);
                server.receive(in);
                out.say(text(in), Arrays.toString(in.getData()));
                server.receive(in);
                out.say(text(in));
            }
        });
        agrees("a new datagram socket", (lan, out) -> {
            try (DatagramSocket s = new DatagramSocket();
                    DatagramSocket unbound = new DatagramSocket(null)) {
                out.say(s.isBound(), s.isConnected(), s.getLocalPort() > 0, s.getPort(), s.getInetAddress());
                out.say(s.getBroadcast(), s.getReuseAddress(), s.getSoTimeout(), s.getRemoteSocketAddress());
                out.say(unbound.isBound(), unbound.getLocalPort(), unbound.getLocalSocketAddress());
                unbound.bind(null);
                out.say(unbound.isBound());
                out.attempt("bind", () -> unbound.bind(null));
                out.attempt("taken", () -> new DatagramSocket(s.getLocalPort()));
            }
        });
        agrees("a datagram socket that times out", (lan, out) -> {
            try (DatagramSocket s = new DatagramSocket()) {
                s.setSoTimeout(20);
                out.attempt("receive", () -> s.receive(packet(1)));
                out.attempt("negative", () -> s.setSoTimeout(-1));
            }
        });
        agrees("a connected datagram socket", (lan, out) -> {
            try (DatagramSocket server = lan.there(() -> new DatagramSocket(0, lan.server()));
                    DatagramSocket client = new DatagramSocket()) {
                client.connect(lan.server(), server.getLocalPort());
                out.say(client.isConnected(), client.getPort() == server.getLocalPort());
                client.send(new DatagramPacket(new byte[] {'x'}, 1));
                DatagramPacket in = packet(5);
                server.receive(in);
                out.say(text(in));
                out.attempt(
                        "elsewhere",
                        () -> client.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress("127.0.0.1", 9))));
                server.close();
                client.send(new DatagramPacket(new byte[] {'x'}, 1));
                lan.settle();
                out.attempt("receive", () -> client.receive(in));
                client.disconnect();
                out.say(client.isConnected(), client.getPort());
                out.attempt("no address", () -> client.send(new DatagramPacket(new byte[1], 1)));
            }
        });
        agrees("a closed datagram socket", (lan, out) -> {
            DatagramSocket s = new DatagramSocket();
            s.close();
            out.say(s.isClosed(), s.getLocalPort(), s.getLocalAddress(), s.getLocalSocketAddress());
            out.attempt("receive", () -> s.receive(packet(1)));
            out.attempt(
                    "send", () -> s.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress("127.0.0.1", 9))));
            out.attempt("timeout", () -> s.setSoTimeout(1));
            out.attempt("option", () -> s.getReceiveBufferSize());
            out.attempt("bind", () -> s.bind(null));
            out.attempt("close", () -> s.close());
        });
        agrees("a datagram socket closed while another thread receives", (lan, out) -> {
            DatagramSocket s = new DatagramSocket();
            Thread receiver = new Thread(() -> out.attempt("receive", () -> s.receive(packet(1))));
            receiver.start();
            lan.untilBlocked(receiver);
            s.close();
            receiver.join();
        });
        agrees("the socket of a datagram channel", (lan, out) -> {
            try (DatagramChannel c = DatagramChannel.open()) {
                DatagramSocket s = c.socket();
                out.say(s == c.socket(), s.getChannel() == c, s.isBound());
                c.socket().bind(new InetSocketAddress("127.0.0.1", 0));
                out.say(c.socket().getLocalAddress(), c.socket().getLocalPort() > 0);
                c.socket().close();
                out.say(c.isOpen());
            }
        });
    }
}
