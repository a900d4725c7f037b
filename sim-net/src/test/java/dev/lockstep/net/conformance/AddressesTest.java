package dev.lockstep.net.conformance;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** IPv6, host names, and files sent through channels. */
@SuppressWarnings("AddressSelection") // literal addresses
class AddressesTest extends Area {
    AddressesTest() {
        addresses();
        files();
    }

    private static String host(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    private void addresses() {
        agrees("a listener for both protocols", (lan, out) -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                for (String address : new String[] {"127.0.0.1", "::1", "::ffff:127.0.0.1", "localhost"}) {
                    try (Socket socket = new Socket(address, listener.getLocalPort());
                            Socket accepted = listener.accept()) {
                        out.say(address, host(accepted.getInetAddress()), host(accepted.getLocalAddress()));
                        socket.getOutputStream().write(1);
                        out.say(accepted.getInputStream().read());
                    }
                }
            }
        });
        agrees("a listener for one protocol", (lan, out) -> {
            try (ServerSocket four = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                    ServerSocket six = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
                out.attempt("6 to 4", () -> new Socket("::1", four.getLocalPort()));
                out.attempt("4 to 6", () -> new Socket("127.0.0.1", six.getLocalPort()));
                try (Socket socket = new Socket("::1", six.getLocalPort())) {
                    out.say(socket.getInetAddress() instanceof Inet6Address, host(socket.getLocalAddress()));
                }
            }
        });
        agrees("the same port for both protocols", (lan, out) -> {
            try (ServerSocket four = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                    ServerSocket six = new ServerSocket(four.getLocalPort(), 5, InetAddress.getByName("::1"))) {
                out.say(six.getLocalPort() == four.getLocalPort());
                out.attempt("all", () -> new ServerSocket(four.getLocalPort()));
            }
        });
        agrees("channels over IPv6", (lan, out) -> {
            try (ServerSocketChannel l = ServerSocketChannel.open().bind(new InetSocketAddress("::1", 0));
                    SocketChannel c = SocketChannel.open(l.getLocalAddress());
                    SocketChannel accepted = l.accept()) {
                out.say(host(((InetSocketAddress) accepted.getRemoteAddress()).getAddress()));
                c.write(ByteBuffer.wrap(new byte[] {5}));
                out.say(accepted.read(ByteBuffer.allocate(2)));
            }
        });
        agrees("datagrams over IPv6", (lan, out) -> {
            try (DatagramChannel server = DatagramChannel.open().bind(new InetSocketAddress("::1", 0));
                    DatagramChannel client = DatagramChannel.open()) {
                client.send(ByteBuffer.allocate(3), server.getLocalAddress());
                InetSocketAddress from = (InetSocketAddress) server.receive(ByteBuffer.allocate(9));
                out.say(host(from.getAddress()));
            }
        });
        agrees("what a listening channel tells of itself", (lan, out) -> {
            try (ServerSocketChannel all = ServerSocketChannel.open().bind(null);
                    ServerSocketChannel one = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
                out.say(all.getLocalAddress().toString().replaceAll("[0-9]{4,}", "PORT"));
                out.say(one.getLocalAddress().toString().replaceAll("[0-9]{4,}", "PORT"));
                out.say(all.socket().getInetAddress().isAnyLocalAddress());
            }
        });
        agrees("addresses that cannot be bound", (lan, out) -> {
            out.attempt("6", () -> new ServerSocket(0, 5, InetAddress.getByName("2001:db8::1")));
            out.attempt("4", () -> new ServerSocket(0, 5, InetAddress.getByName("192.0.2.1")));
        });
    }

    private void files() {
        agrees("a file sent into a channel", (lan, out) -> {
            Path file = Files.createTempFile("f", "x");
            Files.write(file, new byte[100_000]);
            try (ChannelPair p = ChannelPair.open(lan);
                    FileChannel from = FileChannel.open(file)) {
                Thread sender = new Thread(() -> out.attempt("sent", () -> {
                    long sent = 0;
                    while (sent < 100_000) {
                        sent += from.transferTo(sent, 100_000 - sent, p.client());
                    }
                    p.client().shutdownOutput();
                    return sent;
                }));
                sender.start();
                long total = 0;
                ByteBuffer into = ByteBuffer.allocate(9_000);
                for (int n = p.server().read(into); n >= 0; n = p.server().read(into.clear())) {
                    total += n;
                }
                sender.join();
                out.say(total);
            }
            Files.delete(file);
        });
        agrees("a file received from a channel", (lan, out) -> {
            Path file = Files.createTempFile("f", "x");
            try (ChannelPair p = ChannelPair.open(lan);
                    FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
                p.client().write(ChannelPair.bytes("hello world"));
                p.client().shutdownOutput();
                lan.settle();
                out.say(to.transferFrom(p.server(), 0, 5), to.transferFrom(p.server(), 5, 100));
                out.say(to.transferFrom(p.server(), 11, 100));
            }
            out.say(Files.readString(file));
            Files.delete(file);
        });
    }
}
