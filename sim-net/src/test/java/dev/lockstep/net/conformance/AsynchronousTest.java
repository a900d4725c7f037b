package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asynchronous channels. */
@SuppressWarnings({"AddressSelection", "FutureReturnValueIgnored", "try"
}) // literal addresses; futures that throw at once
class AsynchronousTest extends Area {
    /** A listening channel of the server's host and a connection to it. */
    @SuppressWarnings("try") // what close does is what is tested
    private record Async(
            AsynchronousServerSocketChannel listener,
            AsynchronousSocketChannel client,
            AsynchronousSocketChannel server)
            implements AutoCloseable {
        static Async open(Lan lan) throws Exception {
            AsynchronousServerSocketChannel listener = listen(lan);
            Future<AsynchronousSocketChannel> accepted = lan.there(listener::accept);
            AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
            client.connect(listener.getLocalAddress()).get();
            return new Async(listener, client, accepted.get());
        }

        static AsynchronousServerSocketChannel listen(Lan lan) throws Exception {
            return lan.there(
                    () -> AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(lan.server(), 0), 10));
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }

    /** Notes what it is told. */
    private static final class Noting<V> implements CompletionHandler<V, String> {
        private final CompletableFuture<String> told = new CompletableFuture<>();

        @Override
        public void completed(@Nullable V result, String attachment) {
            told.complete(attachment + " completed " + result);
        }

        @Override
        public void failed(Throwable failure, String attachment) {
            told.complete(attachment + " failed " + failure);
        }

        String get() throws Exception {
            return told.get();
        }
    }

    AsynchronousTest() {
        transfers();
        errors();
        groups();
    }

    /** What the future of an operation gives: its value, or the cause of its failure. */
    private static Script.Call of(java.util.concurrent.Callable<Future<?>> operation) {
        return () -> {
            try {
                return operation.call().get();
            } catch (ExecutionException e) {
                return "failed " + e.getCause();
            }
        };
    }

    private void transfers() {
        agrees("futures", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                out.attempt("write", of(() -> p.client.write(ChannelPair.bytes("hello"))));
                lan.settle();
                ByteBuffer in = ByteBuffer.allocate(10);
                out.attempt("read", of(() -> p.server.read(in)));
                out.say(ChannelPair.text(in));
                Future<Integer> waiting = p.client.read(in);
                out.say(waiting.isDone());
                p.server.write(ChannelPair.bytes("abc")).get();
                out.say(waiting.get(), waiting.isDone(), waiting.isCancelled());
            }
        });
        agrees("handlers", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                Noting<Integer> wrote = new Noting<>();
                Noting<Integer> read = new Noting<>();
                ByteBuffer in = ByteBuffer.allocate(10);
                p.server.read(in, "read", read);
                p.client.write(ChannelPair.bytes("hello"), "write", wrote);
                out.say(wrote.get());
                out.say(read.get(), ChannelPair.text(in));
            }
        });
        agrees("an echo made of handlers", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                ByteBuffer buffer = ByteBuffer.allocate(100);
                p.server.read(buffer, 0, new CompletionHandler<Integer, Integer>() {
                    @Override
                    public void completed(Integer count, Integer rounds) {
                        if (count < 0) {
                            return;
                        }
                        buffer.flip();
                        p.server.write(buffer, rounds, new CompletionHandler<Integer, Integer>() {
                            @Override
                            public void completed(Integer written, Integer round) {
                                buffer.clear();
                                p.server.read(buffer, round + 1, outer());
                            }

                            @Override
                            public void failed(Throwable failure, Integer round) {
                                out.say(failure);
                            }
                        });
                    }

                    private CompletionHandler<Integer, Integer> outer() {
                        return this;
                    }

                    @Override
                    public void failed(Throwable failure, Integer round) {
                        out.say("failed", failure);
                    }
                });
                int sum = 0;
                for (int i = 0; i < 20; i++) {
                    p.client.write(ByteBuffer.wrap(new byte[] {(byte) i})).get();
                    ByteBuffer one = ByteBuffer.allocate(1);
                    p.client.read(one).get();
                    sum += one.get(0);
                }
                out.say(sum);
                p.client.shutdownOutput();
                lan.settle();
            }
        });
        agrees("handlers that accept", (lan, out) -> {
            try (AsynchronousServerSocketChannel l = Async.listen(lan);
                    AsynchronousSocketChannel c = AsynchronousSocketChannel.open()) {
                CompletableFuture<Boolean> accepted = new CompletableFuture<>();
                l.accept(null, new CompletionHandler<AsynchronousSocketChannel, Object>() {
                    @Override
                    public void completed(AsynchronousSocketChannel channel, @Nullable Object attachment) {
                        accepted.complete(channel.isOpen());
                    }

                    @Override
                    public void failed(Throwable failure, @Nullable Object attachment) {
                        accepted.completeExceptionally(failure);
                    }
                });
                Noting<Void> connected = new Noting<>();
                c.connect(l.getLocalAddress(), "connect", connected);
                out.say(connected.get(), accepted.get());
                out.say(c.getRemoteAddress().equals(l.getLocalAddress()), c.getLocalAddress() != null);
            }
        });
        agrees("gathering and scattering", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                Noting<Long> wrote = new Noting<>();
                ByteBuffer[] parts = {ChannelPair.bytes("ab"), ChannelPair.bytes("cdef")};
                p.client.write(parts, 0, 2, 0, TimeUnit.SECONDS, "write", wrote);
                out.say(wrote.get());
                lan.settle();
                Noting<Long> read = new Noting<>();
                ByteBuffer[] into = {ByteBuffer.allocate(3), ByteBuffer.allocate(9)};
                p.server.read(into, 0, 2, 0, TimeUnit.SECONDS, "read", read);
                out.say(read.get(), ChannelPair.text(into[0]), ChannelPair.text(into[1]));
            }
        });
        agrees("the end of an asynchronous stream", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                p.client.shutdownOutput();
                out.attempt("read", of(() -> p.server.read(ByteBuffer.allocate(1))));
                out.attempt("write", of(() -> p.client.write(ByteBuffer.allocate(1))));
                p.server.shutdownInput();
                out.attempt("read", of(() -> p.server.read(ByteBuffer.allocate(1))));
                out.attempt("empty", of(() -> p.server.read(ByteBuffer.allocate(0))));
                out.attempt("empty", of(() -> p.server.write(ByteBuffer.allocate(0))));
            }
        });
    }

    private void errors() {
        agrees("an asynchronous channel that is refused", (lan, out) -> {
            AsynchronousServerSocketChannel l = Async.listen(lan);
            var there = l.getLocalAddress();
            l.close();
            try (AsynchronousSocketChannel c = AsynchronousSocketChannel.open()) {
                out.attempt("connect", of(() -> c.connect(there)));
                out.say(c.isOpen());
            }
        });
        agrees("an unconnected asynchronous channel", (lan, out) -> {
            try (AsynchronousSocketChannel c = AsynchronousSocketChannel.open();
                    AsynchronousServerSocketChannel l = AsynchronousServerSocketChannel.open()) {
                out.attempt("read", of(() -> c.read(ByteBuffer.allocate(1))));
                out.attempt("write", of(() -> c.write(ByteBuffer.allocate(1))));
                out.attempt("accept", of(() -> l.accept()));
                out.attempt("shutdown", () -> c.shutdownInput());
                out.say(c.getLocalAddress(), c.getRemoteAddress(), l.getLocalAddress(), c.isOpen());
            }
        });
        agrees("two operations at a time", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                Future<Integer> first = p.client.read(ByteBuffer.allocate(1));
                out.attempt("read", () -> p.client.read(ByteBuffer.allocate(1)));
                Future<AsynchronousSocketChannel> accept = p.listener.accept();
                out.attempt("accept", () -> p.listener.accept());
                out.attempt("connect", () -> p.client.connect(p.listener.getLocalAddress()));
                p.client.close();
                out.attempt("first", of(() -> first));
                p.listener.close();
                out.attempt("accept", of(() -> accept));
            }
        });
        agrees("a closed asynchronous channel", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                p.client.close();
                out.attempt("read", of(() -> p.client.read(ByteBuffer.allocate(1))));
                out.attempt("write", of(() -> p.client.write(ByteBuffer.allocate(1))));
                out.attempt("connect", of(() -> p.client.connect(p.listener.getLocalAddress())));
                out.attempt("local", () -> p.client.getLocalAddress());
                p.listener.close();
                out.attempt("accept", of(() -> p.listener.accept()));
                Noting<Integer> told = new Noting<>();
                p.client.read(ByteBuffer.allocate(1), "read", told);
                out.say(told.get());
            }
        });
        agrees("an asynchronous read that is reset", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                p.server.write(ChannelPair.bytes("x")).get();
                lan.settle();
                p.client.close();
                out.attempt("read", of(() -> p.server.read(ByteBuffer.allocate(1))));
            }
        });
        agrees("an asynchronous read that times out", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                Noting<Integer> told = new Noting<>();
                p.client.read(ByteBuffer.allocate(1), 20, TimeUnit.MILLISECONDS, "read", told);
                out.say(told.get());
                out.attempt("again", () -> p.client.read(ByteBuffer.allocate(1)));
                out.attempt("write", of(() -> p.client.write(ByteBuffer.allocate(1))));
            }
        });
        agrees("what asynchronous channels refuse", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                out.attempt(
                        "read-only", () -> p.client.read(ByteBuffer.allocate(1).asReadOnlyBuffer()));
                out.attempt("handler", () -> p.client.read(ByteBuffer.allocate(1), "", null));
                out.attempt("bind", () -> p.client.bind(null));
                out.attempt("bind", () -> p.listener.bind(null));
                out.attempt(
                        "unresolved",
                        () -> AsynchronousSocketChannel.open()
                                .connect(InetSocketAddress.createUnresolved("nobody.invalid", 1)));
            }
        });
        agrees("options of asynchronous channels", (lan, out) -> {
            try (Async p = Async.open(lan)) {
                names(out, p.client.supportedOptions());
                names(out, p.listener.supportedOptions());
            }
        });
    }

    private static void names(Script out, Set<SocketOption<?>> options) {
        Set<String> names = new TreeSet<>();
        options.forEach(o -> names.add(o.name()));
        names.remove("SO_INCOMING_NAPI_ID");
        out.say(names);
    }

    private void groups() {
        agrees("a group of a fixed number of threads", (lan, out) -> {
            AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(
                    2, r -> Thread.ofPlatform().name("worker").unstarted(r));
            try (AsynchronousServerSocketChannel l = AsynchronousServerSocketChannel.open(group)) {
                l.bind(new InetSocketAddress("127.0.0.1", 0));
                CompletableFuture<String> thread = new CompletableFuture<>();
                l.accept("", new CompletionHandler<AsynchronousSocketChannel, String>() {
                    @Override
                    public void completed(AsynchronousSocketChannel channel, String attachment) {
                        thread.complete(Thread.currentThread().getName());
                    }

                    @Override
                    public void failed(Throwable failure, String attachment) {
                        thread.completeExceptionally(failure);
                    }
                });
                try (AsynchronousSocketChannel c = AsynchronousSocketChannel.open()) {
                    c.connect(l.getLocalAddress()).get();
                    out.say(thread.get());
                }
                group.shutdown();
                out.say(group.isShutdown(), group.isTerminated());
                out.attempt("open", () -> AsynchronousSocketChannel.open(group));
            }
            group.shutdownNow();
            out.say(group.awaitTermination(10, TimeUnit.SECONDS), group.isTerminated());
        });
        agrees("a group with an executor", (lan, out) -> {
            AsynchronousChannelGroup group =
                    AsynchronousChannelGroup.withThreadPool(Executors.newSingleThreadExecutor());
            AsynchronousServerSocketChannel l =
                    AsynchronousServerSocketChannel.open(group).bind(new InetSocketAddress("127.0.0.1", 0));
            Noting<AsynchronousSocketChannel> told = new Noting<>();
            l.accept("accept", told);
            group.shutdownNow();
            out.say(told.get(), l.isOpen());
            out.say(group.awaitTermination(10, TimeUnit.SECONDS));
        });
    }
}
