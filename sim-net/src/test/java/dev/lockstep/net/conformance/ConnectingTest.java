package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;

/** Binding, connecting, listening and accepting with blocking sockets. */
@SuppressWarnings("AddressSelection") // literal addresses
class ConnectingTest extends Area {
    /** An address for documentation (RFC 5737), which no host has. */
    private static final byte[] NOBODY = {(byte) 192, 0, 2, 1};

    ConnectingTest() {
        connecting();
        binding();
        listening();
    }

    private void connecting() {
        agrees("refused", (lan, out) -> {
            ServerSocket listener = Pair.listen(lan);
            listener.close();
            out.attempt("socket", () -> Pair.connect(lan, listener));
            Socket socket = new Socket();
            SocketAddress there = new InetSocketAddress(lan.server(), listener.getLocalPort());
            out.attempt("connect", () -> socket.connect(there, 1_000));
            out.say(socket.isClosed(), socket.isConnected());
            out.attempt("connect", () -> socket.connect(there));
        });
        agrees("connecting twice", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                out.attempt("again", () -> p.client().connect(p.listener().getLocalSocketAddress()));
                out.attempt("accepted", () -> p.server().connect(p.listener().getLocalSocketAddress()));
            }
        });
        agrees("what connect refuses", (lan, out) -> {
            try (Socket socket = new Socket()) {
                out.attempt("null", () -> socket.connect(null));
                out.attempt("time-out", () -> socket.connect(new InetSocketAddress(lan.server(), 1), -1));
                out.attempt("port", () -> new InetSocketAddress(lan.server(), 70_000));
                out.attempt(
                        "kind",
                        () -> socket.connect(new SocketAddress() {
                            private static final long serialVersionUID = 1;
                        }));
            }
        });
        agrees("connecting to a name nobody has", (lan, out) -> {
            try (Socket socket = new Socket()) {
                out.attempt(
                        "unresolved", () -> socket.connect(InetSocketAddress.createUnresolved("nobody.invalid", 9)));
                out.say(socket.isClosed());
            }
        });
        agrees("an unconnected socket", (lan, out) -> {
            try (Socket socket = new Socket()) {
                out.say(socket.getLocalPort(), socket.getPort(), socket.getInetAddress(), socket.isBound());
                out.say(socket.getLocalAddress(), socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
                out.attempt("in", () -> socket.getInputStream());
                out.attempt("out", () -> socket.getOutputStream());
                out.say(socket);
            }
        });
        agrees("addresses of both ends", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                out.say(p.client().getInetAddress().equals(lan.server()));
                out.say(p.client().getPort() == p.listener().getLocalPort());
                out.say(p.client().getLocalSocketAddress().equals(p.server().getRemoteSocketAddress()));
                out.say(p.server().getLocalSocketAddress().equals(p.client().getRemoteSocketAddress()));
                out.say(p.server().getLocalPort() == p.listener().getLocalPort());
                out.say(p.server().isBound(), p.server().isConnected());
                out.say(p.server().toString().replaceAll("[^a-zA-Z\\[\\],=]", ""));
            }
        });
        agrees("connecting from a port of one's own", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan);
                    Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(0));
                int port = socket.getLocalPort();
                out.say(port > 0, socket.isBound(), socket.isConnected());
                socket.connect(listener.getLocalSocketAddress());
                try (Socket accepted = listener.accept()) {
                    out.say(socket.getLocalPort() == port, accepted.getPort() == port);
                }
            }
        });
        agrees("ephemeral ports", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                Set<Integer> ports = new HashSet<>();
                for (int i = 0; i < 10; i++) {
                    Socket socket = Pair.connect(lan, listener);
                    ports.add(socket.getLocalPort());
                    out.say(socket.getLocalPort() >= 32_768, socket.getLocalPort() <= 60_999);
                }
                out.say(ports.size());
            }
        });
        agrees("a connection to oneself", (lan, out) -> {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                socket.connect(socket.getLocalSocketAddress());
                socket.getOutputStream().write(9);
                out.say(socket.getInputStream().read(), socket.getPort() == socket.getLocalPort());
                socket.shutdownOutput();
                out.say(socket.getInputStream().read());
            }
        });
        agrees("connecting to all addresses means this host", (lan, out) -> {
            try (ServerSocket listener = new ServerSocket(0);
                    Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("0.0.0.0", listener.getLocalPort()));
                try (Socket accepted = listener.accept()) {
                    out.say(accepted.getInetAddress().isLoopbackAddress(), accepted.getLocalAddress());
                }
            }
        });
        agrees("connecting to port 0", (lan, out) -> {
            try (Socket socket = new Socket()) {
                out.attempt("connect", () -> socket.connect(new InetSocketAddress(lan.server(), 0)));
            }
        });
    }

    private void binding() {
        agrees("a port in use", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                int port = listener.getLocalPort();
                out.attempt("same", () -> lan.there(() -> new ServerSocket(port, 5, lan.server())));
                out.attempt("all addresses", () -> lan.there(() -> new ServerSocket(port)));
                out.attempt(
                        "socket",
                        () -> lan.there(() -> {
                            try (Socket socket = new Socket()) {
                                socket.bind(new InetSocketAddress(lan.server(), port));
                                return "bound";
                            }
                        }));
            }
        });
        agrees("an address of somebody else", (lan, out) -> {
            out.attempt("listen", () -> new ServerSocket(0, 5, InetAddress.getByAddress(NOBODY)));
            try (Socket socket = new Socket()) {
                out.attempt("bind", () -> socket.bind(new InetSocketAddress(InetAddress.getByAddress(NOBODY), 0)));
            }
        });
        agrees("binding twice", (lan, out) -> {
            try (Socket socket = new Socket();
                    ServerSocket listener = new ServerSocket(0)) {
                socket.bind(null);
                out.attempt("socket", () -> socket.bind(null));
                out.attempt("listener", () -> listener.bind(null));
            }
        });
        agrees("two sockets on a port where none listens", (lan, out) -> {
            try (Socket a = new Socket();
                    Socket b = new Socket()) {
                a.setReuseAddress(true);
                b.setReuseAddress(true);
                a.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                out.attempt("reused", () -> b.bind(a.getLocalSocketAddress()));
            }
            try (Socket a = new Socket();
                    Socket b = new Socket()) {
                a.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                out.attempt("not reused", () -> b.bind(a.getLocalSocketAddress()));
            }
        });
        agrees("a port is free once its listener is closed", (lan, out) -> {
            ServerSocket listener = Pair.listen(lan);
            listener.close();
            out.attempt(
                    "again",
                    () -> lan.there(() -> {
                        try (ServerSocket again = new ServerSocket(listener.getLocalPort(), 5, lan.server())) {
                            return again.isBound();
                        }
                    }));
        });
        agrees("a listener on a port with connections", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.listener().close();
                int port = p.listener().getLocalPort();
                out.attempt("reuse", () -> lan.there(() -> listenAgain(port, lan, true)));
                out.attempt("no reuse", () -> lan.there(() -> listenAgain(port, lan, false)));
            }
        });
        agrees("one port for each address", (lan, out) -> {
            try (ServerSocket one = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                    ServerSocket two = new ServerSocket(one.getLocalPort(), 5, InetAddress.getByName("127.0.0.2"))) {
                out.say(one.getLocalPort() == two.getLocalPort());
                try (Socket socket = new Socket("127.0.0.2", one.getLocalPort());
                        Socket accepted = two.accept()) {
                    out.say(socket.getInetAddress(), accepted.getLocalAddress());
                }
            }
        });
        agrees("what bind refuses", (lan, out) -> {
            try (Socket socket = new Socket();
                    ServerSocket listener = new ServerSocket()) {
                SocketAddress unresolved = InetSocketAddress.createUnresolved("nobody.invalid", 0);
                out.attempt("socket", () -> socket.bind(unresolved));
                out.attempt("listener", () -> listener.bind(unresolved));
                out.attempt("port", () -> new ServerSocket(-1));
            }
        });
    }

    private static String listenAgain(int port, Lan lan, boolean reuse) throws IOException {
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(reuse);
            again.bind(new InetSocketAddress(lan.server(), port));
            return "bound";
        }
    }

    private void listening() {
        agrees("an unbound listener", (lan, out) -> {
            try (ServerSocket listener = new ServerSocket()) {
                out.say(listener.isBound(), listener.getLocalPort(), listener.getInetAddress());
                out.say(listener.getLocalSocketAddress(), listener);
                out.attempt("accept", () -> listener.accept());
            }
        });
        agrees("a closed listener", (lan, out) -> {
            ServerSocket listener = new ServerSocket(0);
            int port = listener.getLocalPort();
            listener.close();
            out.attempt("accept", () -> listener.accept());
            out.attempt("timeout", () -> listener.setSoTimeout(1));
            out.attempt("bind", () -> listener.bind(null));
            out.say(listener.isBound(), listener.isClosed(), listener.getLocalPort() == port);
            out.attempt("close", () -> listener.close());
        });
        agrees("what a listener tells of itself", (lan, out) -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                out.say(listener.getInetAddress(), listener.isBound(), listener.getSoTimeout());
                out.say(listener.toString().replaceAll("[0-9]{4,}", "PORT"), listener.getChannel());
                out.say(listener.getLocalSocketAddress().toString().replaceAll("[0-9]{4,}", "PORT"));
            }
        });
        agrees("connections are accepted in their order", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                for (int i = 0; i < 5; i++) {
                    Pair.connect(lan, listener).getOutputStream().write(i);
                }
                for (int i = 0; i < 5; i++) {
                    out.say(listener.accept().getInputStream().read());
                }
            }
        });
        agrees("data that was sent before the connection was accepted", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan);
                    Socket client = Pair.connect(lan, listener)) {
                client.getOutputStream().write(new byte[1_000]);
                client.shutdownOutput();
                lan.settle();
                try (Socket accepted = listener.accept()) {
                    out.say(accepted.getInputStream().readAllBytes().length);
                }
            }
        });
        agrees("accept on several threads", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                Thread[] acceptors = new Thread[3];
                for (int i = 0; i < acceptors.length; i++) {
                    acceptors[i] = new Thread(() -> out.attempt(
                            "accept", () -> listener.accept().getInputStream().read() >= 0));
                    acceptors[i].start();
                }
                for (int i = 0; i < acceptors.length; i++) {
                    Pair.connect(lan, listener).getOutputStream().write(i);
                }
                for (Thread acceptor : acceptors) {
                    acceptor.join();
                }
            }
        });
        agrees("within the backlog connections need no accept", (lan, out) -> {
            try (ServerSocket listener = lan.there(() -> new ServerSocket(0, 3, lan.server()))) {
                for (int i = 0; i < 4; i++) {
                    out.attempt("connect", () -> Pair.connect(lan, listener).isConnected());
                }
                lan.settle();
                for (int i = 0; i < 4; i++) {
                    out.attempt("accept", () -> listener.accept().isConnected());
                }
            }
        });
    }
}
