package dev.lockstep.net.conformance;

import java.net.ServerSocket;
import java.net.Socket;

/** How blocking connections end: half-close, close, reset. */
class EndingsTest extends Area {
    EndingsTest() {
        halfClosed();
        closed();
        reset();
    }

    private void halfClosed() {
        agrees("half-close, then an answer", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[10]);
                p.client().shutdownOutput();
                out.say(
                        p.serverIn().readAllBytes().length,
                        p.client().isOutputShutdown(),
                        p.client().isClosed());
                p.serverOut().write(new byte[20]);
                p.server().close();
                out.say(p.in().readAllBytes().length);
            }
        });
        agrees("writing after shutdownOutput", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                var stream = p.out();
                p.client().shutdownOutput();
                out.attempt("write", () -> stream.write(1));
                out.attempt("stream", () -> p.out());
                out.attempt("again", () -> p.client().shutdownOutput());
            }
        });
        agrees("shutdownInput drops what has arrived", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                var stream = p.in();
                p.serverOut().write(new byte[5]);
                lan.settle();
                p.client().shutdownInput();
                out.attempt("read", () -> stream.read());
                out.attempt("available", () -> stream.available());
                out.attempt("stream", () -> p.in());
                out.attempt("again", () -> p.client().shutdownInput());
                out.say(p.client().isInputShutdown());
            }
        });
        agrees("the other side may write after shutdownInput", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().shutdownInput();
                for (int i = 0; i < 3; i++) {
                    out.attempt("write", () -> p.serverOut().write(1));
                    lan.settle();
                }
            }
        });
        agrees("both sides half-close", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().shutdownOutput();
                p.server().shutdownOutput();
                lan.settle();
                out.say(p.in().read(), p.serverIn().read());
                out.say(p.client().isClosed(), p.server().isClosed());
            }
        });
        agrees("shutdown of an unconnected or closed socket", (lan, out) -> {
            Socket socket = new Socket();
            out.attempt("output", () -> socket.shutdownOutput());
            out.attempt("input", () -> socket.shutdownInput());
            socket.close();
            out.attempt("output", () -> socket.shutdownOutput());
            out.attempt("input", () -> socket.shutdownInput());
        });
        agrees("a reader sees shutdownInput of another thread", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread reader = new Thread(() -> out.attempt("read", () -> p.in().read()));
                reader.start();
                lan.untilBlocked(reader);
                p.client().shutdownInput();
                reader.join();
            }
        });
        agrees("the end of the stream stays", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().shutdownOutput();
                for (int i = 0; i < 3; i++) {
                    out.attempt("read", () -> p.in().read());
                }
                out.attempt("available", () -> p.in().available());
            }
        });
    }

    private void closed() {
        agrees("writing to a side that has closed", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().close();
                lan.settle();
                out.attempt("read", () -> p.in().read());
                for (int i = 0; i < 3; i++) {
                    out.attempt("write", () -> p.out().write(1));
                    lan.settle();
                }
                out.attempt("read", () -> p.in().read());
            }
        });
        agrees("writing to a side that has closed, the end not read yet", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().close();
                lan.settle();
                for (int i = 0; i < 3; i++) {
                    out.attempt("write", () -> p.out().write(1));
                    lan.settle();
                }
                out.attempt("read", () -> p.in().read());
                out.attempt("read", () -> p.in().read());
            }
        });
        agrees("writing to a side that has written and closed", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.serverOut().write(new byte[] {1, 2});
                p.server().close();
                lan.settle();
                out.attempt("write", () -> p.out().write(1));
                lan.settle();
                for (int i = 0; i < 4; i++) {
                    out.attempt("read", () -> p.in().read());
                }
            }
        });
        agrees("all arrives before the end", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.serverOut().write(new byte[100_000]);
                p.server().close();
                out.attempt("read", () -> p.in().readAllBytes().length);
            }
        });
        agrees("use after close", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                var in = p.in();
                var stream = p.out();
                p.client().close();
                out.attempt("read", () -> in.read());
                out.attempt("write", () -> stream.write(1));
                out.attempt("available", () -> in.available());
                out.attempt("in", () -> p.in());
                out.attempt("out", () -> p.out());
                out.attempt("option", () -> p.client().setTcpNoDelay(true));
                out.attempt("option", () -> p.client().getKeepAlive());
                out.attempt("timeout", () -> p.client().setSoTimeout(1));
                out.attempt("connect", () -> p.client().connect(p.listener().getLocalSocketAddress()));
                out.attempt("bind", () -> p.client().bind(null));
                out.attempt("close", () -> p.client().close());
                out.say(
                        p.client().isClosed(),
                        p.client().isConnected(),
                        p.client().isBound());
                out.say(p.client().isInputShutdown(), p.client().isOutputShutdown());
            }
        });
        agrees("what a closed socket tells of itself", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                int port = p.client().getLocalPort();
                p.client().close();
                out.say(
                        p.client().getLocalPort() == port,
                        p.client().getPort() == p.listener().getLocalPort());
                out.say(
                        p.client().getInetAddress().equals(lan.server()),
                        p.client().getLocalAddress());
                out.say(p.client().getRemoteSocketAddress().equals(p.listener().getLocalSocketAddress()));
            }
        });
        agrees("both close at the same time", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().close();
                p.server().close();
                lan.settle();
                out.attempt("read", () -> p.in().read());
                out.attempt(
                        "port free again",
                        () -> lan.there(() -> {
                            p.listener().close();
                            try (ServerSocket again =
                                    new ServerSocket(p.listener().getLocalPort(), 1, lan.server())) {
                                return again.isBound();
                            }
                        }));
            }
        });
    }

    private void reset() {
        agrees("close with unread data resets", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(1);
                lan.settle();
                p.server().close();
                lan.settle();
                for (int i = 0; i < 3; i++) {
                    out.attempt("read", () -> p.in().read());
                }
                out.attempt("write", () -> p.out().write(1));
            }
        });
        agrees("linger 0 resets", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                out.attempt("read", () -> p.in().read());
                out.attempt("read", () -> p.in().read());
                out.attempt("available", () -> p.in().available());
                out.attempt("write", () -> p.out().write(1));
            }
        });
        agrees("a reset is told to the writer first", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                out.attempt("write", () -> p.out().write(1));
                out.attempt("write", () -> p.out().write(1));
                out.attempt("read", () -> p.in().read());
            }
        });
        agrees("what has arrived before a reset", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.serverOut().write(new byte[] {7, 8});
                p.server().setSoLinger(true, 0);
                lan.settle();
                p.server().close();
                lan.settle();
                for (int i = 0; i < 4; i++) {
                    out.attempt("read", () -> p.in().read());
                }
            }
        });
        agrees("a blocked reader sees a reset", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread reader = new Thread(() -> out.attempt("read", () -> p.in().read()));
                reader.start();
                lan.untilBlocked(reader);
                p.server().setSoLinger(true, 0);
                p.server().close();
                reader.join();
            }
        });
        agrees("a blocked writer sees a reset", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread writer =
                        new Thread(() -> out.attempt("write", () -> p.out().write(new byte[20_000_000])));
                writer.start();
                lan.untilBlocked(writer);
                p.server().setSoLinger(true, 0);
                p.server().close();
                writer.join();
                out.attempt("read", () -> p.in().read());
            }
        });
        agrees("a blocked writer sees a close with unread data", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread writer =
                        new Thread(() -> out.attempt("write", () -> p.out().write(new byte[20_000_000])));
                writer.start();
                lan.untilBlocked(writer);
                p.server().close();
                writer.join();
            }
        });
        agrees("shutting down a connection that was reset", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.server().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                out.attempt("output", () -> p.client().shutdownOutput());
                out.attempt("input", () -> p.client().shutdownInput());
                out.attempt("close", () -> p.client().close());
            }
        });
        agrees("a listener that closes resets whom nobody has accepted", (lan, out) -> {
            ServerSocket listener = Pair.listen(lan);
            try (Socket waiting = Pair.connect(lan, listener)) {
                listener.close();
                lan.settle();
                out.attempt("read", () -> waiting.getInputStream().read());
                out.attempt("accept", () -> listener.accept());
            }
        });
        agrees("a connection reset before it was accepted", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                Socket gone = Pair.connect(lan, listener);
                gone.setSoLinger(true, 0);
                gone.close();
                lan.settle();
                try (Socket accepted = listener.accept()) {
                    out.attempt("read", () -> accepted.getInputStream().read());
                    out.attempt("write", () -> accepted.getOutputStream().write(1));
                }
            }
        });
        agrees("a connection closed before it was accepted", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                Socket gone = Pair.connect(lan, listener);
                gone.getOutputStream().write(new byte[3]);
                gone.close();
                lan.settle();
                try (Socket accepted = listener.accept()) {
                    out.attempt("read", () -> accepted.getInputStream().readAllBytes().length);
                    out.attempt("write", () -> accepted.getOutputStream().write(1));
                    lan.settle();
                    out.attempt("write", () -> accepted.getOutputStream().write(1));
                }
            }
        });
    }
}
