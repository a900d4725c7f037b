package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.net.ExtendedSocketOptions;

/** Socket options. */
class OptionsTest extends Area {
    private static final List<SocketOption<Integer>> KEEPALIVE = List.of(
            ExtendedSocketOptions.TCP_KEEPIDLE,
            ExtendedSocketOptions.TCP_KEEPINTERVAL,
            ExtendedSocketOptions.TCP_KEEPCOUNT);

    OptionsTest() {
        agrees("defaults of a socket", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                for (Socket s : List.of(p.client(), p.server(), new Socket())) {
                    out.say(s.getTcpNoDelay(), s.getKeepAlive(), s.getReuseAddress(), s.getOOBInline());
                    out.say(s.getSoLinger(), s.getSoTimeout(), s.getTrafficClass());
                    for (SocketOption<Integer> option : KEEPALIVE) {
                        out.say(option, s.getOption(option));
                    }
                    out.say(s.getOption(ExtendedSocketOptions.TCP_QUICKACK) != null);
                }
            }
        });
        agrees("the options there are", (lan, out) -> {
            try (Socket socket = new Socket();
                    ServerSocket listener = new ServerSocket();
                    SocketChannel channel = SocketChannel.open();
                    ServerSocketChannel listening = ServerSocketChannel.open()) {
                names(out, socket.supportedOptions());
                names(out, listener.supportedOptions());
                names(out, channel.supportedOptions());
                names(out, listening.supportedOptions());
            }
        });
        agrees("what was set is read again", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Socket s = p.client();
                s.setTcpNoDelay(true);
                s.setKeepAlive(true);
                s.setReuseAddress(true);
                s.setOOBInline(true);
                s.setSoLinger(true, 5);
                s.setSoTimeout(77);
                s.setTrafficClass(0x10);
                out.say(s.getTcpNoDelay(), s.getKeepAlive(), s.getReuseAddress(), s.getOOBInline());
                out.say(s.getSoLinger(), s.getSoTimeout(), s.getTrafficClass());
                s.setSoLinger(false, 9);
                out.say(s.getSoLinger());
            }
        });
        agrees("keepalive options", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                for (SocketOption<Integer> option : KEEPALIVE) {
                    for (int value : new int[] {1, 100, 127, 128, 32_767, 32_768, 0, -1}) {
                        out.attempt(
                                option + " " + value,
                                () -> p.client().setOption(option, value).getOption(option));
                    }
                }
            }
        });
        agrees("buffer sizes are bounded", (lan, out) -> {
            try (Socket s = new Socket()) {
                for (int size : new int[] {1, 1_000, 5_000, 20_000, 100_000}) {
                    s.setReceiveBufferSize(size);
                    s.setSendBufferSize(size);
                    out.say(size, s.getReceiveBufferSize(), s.getSendBufferSize());
                }
                out.attempt("none", () -> s.setReceiveBufferSize(0));
                out.attempt("none", () -> s.setSendBufferSize(-1));
            }
        });
        agrees("buffer sizes of channels", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open()) {
                c.setOption(StandardSocketOptions.SO_RCVBUF, 9_000).setOption(StandardSocketOptions.SO_SNDBUF, 9_000);
                out.say(c.getOption(StandardSocketOptions.SO_RCVBUF), c.getOption(StandardSocketOptions.SO_SNDBUF));
                out.attempt("negative", () -> c.setOption(StandardSocketOptions.SO_RCVBUF, -1));
                c.setOption(StandardSocketOptions.SO_RCVBUF, 0);
                out.say(c.getOption(StandardSocketOptions.SO_RCVBUF));
            }
        });
        agrees("linger is bounded", (lan, out) -> {
            try (Socket s = new Socket()) {
                s.setSoLinger(true, 100_000);
                out.say(s.getSoLinger());
                s.setSoLinger(true, 0);
                out.say(s.getSoLinger());
                out.attempt("negative", () -> s.setSoLinger(true, -1));
                s.setOption(StandardSocketOptions.SO_LINGER, -5);
                out.say(s.getSoLinger());
            }
        });
        agrees("wrong values", (lan, out) -> {
            try (Socket s = new Socket();
                    SocketChannel c = SocketChannel.open()) {
                out.attempt("time-out", () -> s.setSoTimeout(-1));
                out.attempt("traffic class", () -> s.setTrafficClass(256));
                out.attempt("traffic class", () -> c.setOption(StandardSocketOptions.IP_TOS, 256));
                out.attempt("null", () -> c.setOption(StandardSocketOptions.SO_KEEPALIVE, null));
                out.attempt("null", () -> s.setOption(StandardSocketOptions.SO_KEEPALIVE, null));
                out.attempt("null", () -> c.getOption(null));
                out.attempt("of datagrams", () -> c.getOption(StandardSocketOptions.SO_BROADCAST));
                out.attempt("of datagrams", () -> s.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1));
            }
        });
        agrees("options of a listener", (lan, out) -> {
            try (ServerSocket s = new ServerSocket()) {
                out.say(s.getReuseAddress(), s.getSoTimeout());
                s.setReceiveBufferSize(10_000);
                out.say(s.getReceiveBufferSize());
                out.attempt("none", () -> s.setReceiveBufferSize(0));
                out.attempt("time-out", () -> s.setSoTimeout(-1));
                out.attempt("no delay", () -> s.getOption(StandardSocketOptions.TCP_NODELAY));
                out.attempt("tos", () -> s.getOption(StandardSocketOptions.IP_TOS));
            }
        });
        agrees("an accepted socket inherits", (lan, out) -> {
            try (ServerSocket s = Pair.listen(lan)) {
                s.setReceiveBufferSize(10_000);
                s.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 77);
                try (Socket client = Pair.connect(lan, s);
                        Socket accepted = s.accept()) {
                    out.say(accepted.getReceiveBufferSize(), accepted.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
                    out.say(client.getOption(ExtendedSocketOptions.TCP_KEEPIDLE), accepted.getReuseAddress());
                }
            }
        });
        agrees("options of closed channels", (lan, out) -> {
            SocketChannel c = SocketChannel.open();
            ServerSocketChannel l = ServerSocketChannel.open();
            c.close();
            l.close();
            out.attempt("get", () -> c.getOption(StandardSocketOptions.SO_RCVBUF));
            out.attempt("set", () -> c.setOption(StandardSocketOptions.SO_RCVBUF, 1));
            out.attempt("get", () -> l.getOption(StandardSocketOptions.SO_RCVBUF));
            out.attempt("adaptor", () -> c.socket().getReceiveBufferSize());
            out.attempt("adaptor", () -> c.socket().setKeepAlive(true));
            out.attempt("adaptor", () -> l.socket().setReuseAddress(true));
        });
        differs(
                "urgent data",
                "urgent data is refused in a simulation: nobody should use it (RFC 6093)",
                (lan, out) -> {
                    try (Pair p = Pair.open(lan)) {
                        out.attempt("send", () -> p.client().sendUrgentData(1));
                    }
                });
        agrees("urgent data in order", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                out.say(p.client().socket().getOOBInline());
                p.client().socket().setOOBInline(true);
                out.say(p.client().socket().getOOBInline());
            }
        });
        agrees("reuse of ports by several listeners", (lan, out) -> {
            try (ServerSocket a = new ServerSocket();
                    ServerSocket b = new ServerSocket()) {
                a.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                b.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                a.bind(null);
                out.attempt("second", () -> b.bind(a.getLocalSocketAddress()));
                try (ServerSocket c = new ServerSocket()) {
                    out.attempt("third, without", () -> c.bind(a.getLocalSocketAddress()));
                }
            }
        });
        agrees("performance preferences have no effect", (lan, out) -> {
            try (Socket s = new Socket()) {
                s.setPerformancePreferences(1, 2, 3);
                out.say(s.isClosed());
            }
        });
    }

    private static void names(Script out, Set<SocketOption<?>> options) throws IOException {
        Set<String> names = new TreeSet<>();
        options.forEach(o -> names.add(o.name()));
        // Needs a kernel with busy polling; what a listing says of it depends on the machine.
        names.remove("SO_INCOMING_NAPI_ID");
        // Known by an object that only the JDK's own adaptor can get at.
        names.remove("SO_OOBINLINE");
        out.say(names);
    }
}
