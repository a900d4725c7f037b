package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;

/** Unix-domain channels and pipes. */
class LocalChannelsTest extends Area {
    /** A listener at a path of its own and a connection to it. */
    @SuppressWarnings("try") // what close does is what is tested
    private record Local(Path path, ServerSocketChannel listener, SocketChannel client, SocketChannel server)
            implements AutoCloseable {
        static Local open() throws IOException {
            Path path = place();
            ServerSocketChannel listener =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
            SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new Local(path, listener, client, listener.accept());
        }

        static Path place() throws IOException {
            Path directory = Files.createTempDirectory("u");
            directory.toFile().deleteOnExit();
            return directory.resolve("s");
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
            Files.deleteIfExists(path);
        }
    }

    LocalChannelsTest() {
        unix();
        unixErrors();
        pipes();
    }

    private void unix() {
        agrees("bytes between threads of a host", (lan, out) -> {
            try (Local p = Local.open()) {
                out.say(p.client.write(ChannelPair.bytes("hello")));
                ByteBuffer in = ByteBuffer.allocate(10);
                out.say(p.server.read(in), ChannelPair.text(in));
                out.say(p.server.write(ChannelPair.bytes("hi")), p.client.read(in), ChannelPair.text(in));
                out.say(p.client.isConnected(), p.server.isConnected());
            }
        });
        agrees("addresses of Unix-domain channels", (lan, out) -> {
            try (Local p = Local.open()) {
                UnixDomainSocketAddress path = UnixDomainSocketAddress.of(p.path);
                out.say(
                        p.listener.getLocalAddress().equals(path),
                        p.client.getRemoteAddress().equals(path));
                out.say(p.server.getLocalAddress().equals(path), "[" + p.server.getRemoteAddress() + "]");
                out.say("[" + p.client.getLocalAddress() + "]", Files.exists(p.path));
                p.listener.close();
                out.say(Files.exists(p.path));
            }
        });
        agrees("half-close and end of a Unix-domain channel", (lan, out) -> {
            try (Local p = Local.open()) {
                p.client.write(ChannelPair.bytes("abc"));
                p.client.shutdownOutput();
                ByteBuffer in = ByteBuffer.allocate(10);
                out.say(p.server.read(in), p.server.read(in), p.server.read(in));
                out.attempt("write", () -> p.client.write(ByteBuffer.allocate(1)));
                out.say(p.server.write(ChannelPair.bytes("ok")));
                p.server.close();
                out.say(p.client.read(in), p.client.read(in));
            }
        });
        agrees("writing to a Unix-domain channel that was closed", (lan, out) -> {
            try (Local p = Local.open()) {
                p.server.close();
                out.attempt("write", () -> p.client.write(ByteBuffer.allocate(1)));
                out.attempt("write", () -> p.client.write(ByteBuffer.allocate(1)));
                out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1)));
            }
        });
        agrees("closing a Unix-domain channel with unread data", (lan, out) -> {
            try (Local p = Local.open()) {
                p.server.write(ChannelPair.bytes("x"));
                p.client.write(ChannelPair.bytes("abc"));
                p.server.close();
                for (int i = 0; i < 3; i++) {
                    out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1)));
                }
            }
        });
        agrees("shutdown of input of a Unix-domain channel", (lan, out) -> {
            try (Local p = Local.open()) {
                p.client.shutdownInput();
                out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1)));
                out.attempt("peer", () -> p.server.write(ByteBuffer.allocate(1)));
            }
        });
        agrees("readiness of a Unix-domain channel", (lan, out) -> {
            try (Local p = Local.open();
                    Selector selector = Selector.open()) {
                p.client.configureBlocking(false);
                SelectionKey key = p.client.register(selector, SelectionKey.OP_READ);
                out.say(selector.selectNow());
                p.server.write(ChannelPair.bytes("x"));
                out.say(selector.select(), key.readyOps());
                selector.selectedKeys().clear();
                p.client.read(ByteBuffer.allocate(5));
                out.say(selector.selectNow());
                p.server.close();
                out.say(selector.select(), key.readyOps(), p.client.read(ByteBuffer.allocate(5)));
            }
        });
        agrees("a blocked reader of a Unix-domain channel", (lan, out) -> {
            try (Local p = Local.open()) {
                Thread reader = new Thread(() -> out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1))));
                reader.start();
                lan.untilBlocked(reader);
                p.client.close();
                reader.join();
            }
        });
        agrees("a megabyte through a Unix-domain channel", (lan, out) -> {
            try (Local p = Local.open()) {
                Thread writer =
                        new Thread(() -> out.attempt("write", () -> p.client.write(ByteBuffer.allocate(1_000_000))));
                writer.start();
                ByteBuffer all = ByteBuffer.allocate(1_000_000);
                while (all.hasRemaining()) {
                    p.server.read(all);
                }
                writer.join();
            }
        });
        agrees("connecting a Unix-domain channel in non-blocking mode", (lan, out) -> {
            try (Local p = Local.open();
                    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.configureBlocking(false);
                out.say(channel.connect(p.listener.getLocalAddress()), channel.isConnected());
                p.listener.configureBlocking(false);
                out.say(p.listener.accept() != null, p.listener.accept());
            }
        });
    }

    private void unixErrors() {
        agrees("paths where nobody listens", (lan, out) -> {
            Path path = Local.place();
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
            out.attempt("missing", () -> SocketChannel.open(address));
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address).close();
            out.attempt("closed", () -> SocketChannel.open(address));
            out.attempt(
                    "bind",
                    () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address));
            Files.delete(path);
            out.attempt(
                    "bind",
                    () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                            .bind(address)
                            .isOpen());
            Files.delete(path);
        });
        agrees("addresses Unix-domain channels refuse", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open(StandardProtocolFamily.UNIX);
                    ServerSocketChannel l = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                out.attempt("inet", () -> c.connect(new InetSocketAddress(1)));
                out.attempt("inet", () -> l.bind(new InetSocketAddress(0)));
                out.attempt("unnamed", () -> l.bind(UnixDomainSocketAddress.of("")));
                out.attempt("directory", () -> l.bind(UnixDomainSocketAddress.of("/no/such/directory/x")));
                out.attempt("long", () -> l.bind(UnixDomainSocketAddress.of("/tmp/" + "x".repeat(200))));
                out.attempt("adaptor", () -> c.socket());
                out.attempt("adaptor", () -> l.socket());
                out.attempt("unix", () -> SocketChannel.open().connect(UnixDomainSocketAddress.of("/tmp/x")));
            }
        });
        agrees("options of Unix-domain channels", (lan, out) -> {
            try (Local p = Local.open()) {
                out.say(p.listener.supportedOptions().size());
                out.attempt("no delay", () -> p.client.getOption(StandardSocketOptions.TCP_NODELAY));
                out.attempt("linger", () -> p.client.getOption(StandardSocketOptions.SO_LINGER));
            }
        });
        differs("credentials of the other end", "a simulated host has no users", (lan, out) -> {
            try (Local p = Local.open()) {
                out.attempt("peer", () -> p.client.getOption(ExtendedSocketOptions.SO_PEERCRED) != null);
            }
        });
        agrees("a listener that was given no path", (lan, out) -> {
            try (ServerSocketChannel l =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(null)) {
                Path path = ((UnixDomainSocketAddress) l.getLocalAddress()).getPath();
                out.say(path.getFileName().toString().startsWith("socket_"), Files.exists(path));
                out.say(SocketChannel.open(l.getLocalAddress()).isConnected());
                Files.delete(path);
            }
        });
    }

    private void pipes() {
        agrees("bytes through a pipe", (lan, out) -> {
            Pipe pipe = Pipe.open();
            out.say(pipe.sink().write(ChannelPair.bytes("hello")));
            ByteBuffer in = ByteBuffer.allocate(10);
            out.say(pipe.source().read(in), ChannelPair.text(in));
            pipe.sink().close();
            out.say(pipe.source().read(in), pipe.source().read(in));
            pipe.source().close();
            out.attempt("read", () -> pipe.source().read(in));
            out.attempt("write", () -> pipe.sink().write(in));
        });
        agrees("a pipe nobody reads", (lan, out) -> {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            out.attempt("write", () -> pipe.sink().write(ChannelPair.bytes("x")));
            pipe.sink().close();
        });
        agrees("a pipe that is full", (lan, out) -> {
            Pipe pipe = Pipe.open();
            pipe.sink().configureBlocking(false);
            long total = 0;
            int count = pipe.sink().write(ByteBuffer.allocate(4_096));
            while (count > 0) {
                total += count;
                count = pipe.sink().write(ByteBuffer.allocate(4_096));
            }
            out.say(total);
            pipe.source().close();
            pipe.sink().close();
        });
        agrees("readiness of a pipe", (lan, out) -> {
            Pipe pipe = Pipe.open();
            try (Selector selector = Selector.open()) {
                pipe.source().configureBlocking(false);
                pipe.sink().configureBlocking(false);
                SelectionKey reads = pipe.source().register(selector, SelectionKey.OP_READ);
                SelectionKey writes = pipe.sink().register(selector, SelectionKey.OP_WRITE);
                out.say(selector.select(), reads.readyOps(), writes.readyOps());
                pipe.sink().write(ChannelPair.bytes("x"));
                selector.selectedKeys().clear();
                out.say(
                        selector.select(),
                        reads.readyOps(),
                        pipe.source().validOps(),
                        pipe.sink().validOps());
                pipe.sink().close();
                selector.selectNow();
                selector.selectedKeys().clear();
                pipe.source().read(ByteBuffer.allocate(1));
                out.say(selector.select(), reads.readyOps(), writes.isValid());
            }
            pipe.source().close();
        });
        agrees("a blocked reader of a pipe", (lan, out) -> {
            Pipe pipe = Pipe.open();
            Thread reader =
                    new Thread(() -> out.attempt("read", () -> pipe.source().read(ByteBuffer.allocate(1))));
            reader.start();
            lan.untilBlocked(reader);
            reader.interrupt();
            reader.join();
            out.say(pipe.source().isOpen(), pipe.sink().isOpen());
        });
        agrees("gathering and scattering through a pipe", (lan, out) -> {
            Pipe pipe = Pipe.open();
            out.say(pipe.sink().write(new ByteBuffer[] {ChannelPair.bytes("ab"), ChannelPair.bytes("cde")}));
            ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocate(9)};
            out.say(pipe.source().read(into), ChannelPair.text(into[0]), ChannelPair.text(into[1]));
            pipe.sink().close();
            pipe.source().close();
        });
    }
}
