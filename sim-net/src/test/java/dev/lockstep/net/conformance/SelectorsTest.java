package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Selectors: what is ready when, and what keys do. */
@SuppressWarnings("try") // what close does is what is tested
class SelectorsTest extends Area {
    SelectorsTest() {
        readiness();
        selecting();
        keys();
    }

    private static void note(Script out, Selector selector, SelectionKey key) throws IOException {
        selector.selectedKeys().clear();
        int count = selector.selectNow();
        out.say("selected", count, count > 0 ? "ready " + key.readyOps() : "");
    }

    private static SelectionKey register(SocketChannel channel, Selector selector, int ops) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, ops);
    }

    private void readiness() {
        agrees("ready to read and write", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                note(out, selector, key);
                p.server().write(ChannelPair.bytes("ab"));
                lan.settle();
                note(out, selector, key);
                p.client().read(ByteBuffer.allocate(1));
                note(out, selector, key);
                p.client().read(ByteBuffer.allocate(1));
                note(out, selector, key);
            }
        });
        agrees("ready at the end of the stream", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ);
                note(out, selector, key);
                p.server().shutdownOutput();
                lan.settle();
                note(out, selector, key);
                out.say(p.client().read(ByteBuffer.allocate(1)));
                note(out, selector, key);
            }
        });
        agrees("ready after a reset", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                p.server().socket().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                note(out, selector, key);
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                note(out, selector, key);
            }
        });
        agrees("a reset shows on a key that only writes", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_WRITE);
                p.server().socket().setSoLinger(true, 0);
                p.server().close();
                lan.settle();
                note(out, selector, key);
                key.interestOps(0);
                note(out, selector, key);
            }
        });
        agrees("not ready to write while there is no room", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_WRITE);
                long written = 0;
                for (int idle = 0; idle < 2; idle++) {
                    long count = p.client().write(ByteBuffer.allocate(1_000_000));
                    written += count;
                    idle = count > 0 ? 0 : idle;
                    lan.settle();
                }
                note(out, selector, key);
                ByteBuffer into = ByteBuffer.allocate(1_000_000);
                long read = 0;
                while (read < written) {
                    read += p.server().read(into.clear());
                }
                lan.settle();
                note(out, selector, key);
            }
        });
        agrees("ready to accept", (lan, out) -> {
            try (ServerSocketChannel l = ChannelPair.listen(lan);
                    Selector selector = Selector.open()) {
                l.configureBlocking(false);
                SelectionKey key = l.register(selector, SelectionKey.OP_ACCEPT);
                note(out, selector, key);
                SocketChannel.open(l.getLocalAddress());
                SocketChannel.open(l.getLocalAddress());
                lan.settle();
                note(out, selector, key);
                l.accept();
                note(out, selector, key);
                l.accept();
                note(out, selector, key);
            }
        });
        agrees("ready to finish connecting", (lan, out) -> {
            try (ServerSocketChannel l = ChannelPair.listen(lan);
                    SocketChannel c = SocketChannel.open();
                    Selector selector = Selector.open()) {
                SelectionKey key = register(c, selector, SelectionKey.OP_CONNECT);
                boolean done = c.connect(l.getLocalAddress());
                lan.settle();
                selector.select();
                out.say(done, key.readyOps(), key.isConnectable());
                out.say(c.finishConnect());
                key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
                note(out, selector, key);
            }
        });
        agrees("ready to learn of a refusal", (lan, out) -> {
            ServerSocketChannel l = ChannelPair.listen(lan);
            SocketAddress there = l.getLocalAddress();
            l.close();
            try (SocketChannel c = SocketChannel.open();
                    Selector selector = Selector.open()) {
                SelectionKey key = register(c, selector, SelectionKey.OP_CONNECT);
                out.attempt("connect", () -> c.connect(there));
                selector.select();
                out.say(key.readyOps());
                out.attempt("finish", () -> c.finishConnect());
                out.say(c.isOpen(), key.isValid());
            }
        });
        agrees("shutdown of input makes readable", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ);
                p.client().shutdownInput();
                note(out, selector, key);
                out.say(p.client().read(ByteBuffer.allocate(1)));
            }
        });
        agrees("an unconnected channel in a selector", (lan, out) -> {
            try (SocketChannel c = SocketChannel.open();
                    Selector selector = Selector.open()) {
                SelectionKey key = register(c, selector, SelectionKey.OP_CONNECT);
                note(out, selector, key);
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                note(out, selector, key);
            }
        });
    }

    private void selecting() {
        agrees("a key that stays selected is not counted again", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                out.say(
                        selector.selectNow(),
                        selector.selectNow(),
                        selector.selectedKeys().size());
                p.server().write(ChannelPair.bytes("a"));
                lan.settle();
                out.say(selector.selectNow(), key.readyOps(), selector.selectNow());
            }
        });
        agrees("waking up", (lan, out) -> {
            try (Selector selector = Selector.open()) {
                selector.wakeup().wakeup();
                out.say(selector.select());
                out.say(selector.select(10));
                Thread thread = new Thread(() -> out.attempt("select", () -> selector.select()));
                thread.start();
                lan.untilBlocked(thread);
                selector.wakeup();
                thread.join();
                selector.wakeup();
                out.say(selector.selectNow());
                out.say(selector.select(10));
            }
        });
        agrees("closing a selector that selects", (lan, out) -> {
            Selector selector = Selector.open();
            Thread thread = new Thread(() -> out.attempt("select", () -> selector.select()));
            thread.start();
            lan.untilBlocked(thread);
            selector.close();
            thread.join();
            out.attempt("select", () -> selector.select());
            out.attempt("keys", () -> selector.keys());
            out.attempt("selected", () -> selector.selectedKeys());
            out.attempt("wakeup", () -> selector.wakeup() == selector);
            out.attempt("close", () -> selector.close());
            out.say(selector.isOpen());
        });
        agrees("interrupt of a thread that selects", (lan, out) -> {
            try (Selector selector = Selector.open()) {
                Thread thread = new Thread(() -> {
                    out.attempt("select", () -> selector.select());
                    out.say(Thread.currentThread().isInterrupted(), selector.isOpen());
                    out.attempt("select", () -> selector.select());
                });
                thread.start();
                lan.untilBlocked(thread);
                thread.interrupt();
                thread.join();
            }
        });
        agrees("registering while another thread selects", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                p.server().write(ChannelPair.bytes("a"));
                lan.settle();
                p.client().configureBlocking(false);
                Thread thread = new Thread(() -> {
                    out.attempt("first", () -> selector.select());
                    out.attempt("second", () -> selector.select());
                });
                thread.start();
                lan.untilBlocked(thread);
                p.client().register(selector, SelectionKey.OP_READ);
                selector.wakeup();
                thread.join();
            }
        });
        agrees("selecting with an action", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                register(p.client(), selector, SelectionKey.OP_WRITE);
                out.say(selector.select(k -> out.say("ready", k.readyOps())));
                out.say(
                        selector.selectNow(k -> out.say("ready", k.readyOps())),
                        selector.selectedKeys().size());
                out.attempt(
                        "nested",
                        () -> selector.selectNow(k -> {
                            try {
                                selector.selectNow();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }));
                out.attempt("null", () -> selector.selectNow(null));
                out.attempt("negative", () -> selector.select(-1));
            }
        });
        agrees("time-out of a selection", (lan, out) -> {
            try (Selector selector = Selector.open()) {
                long start = System.nanoTime();
                out.say(selector.select(30));
                out.say(System.nanoTime() - start >= 29_000_000L);
            }
        });
        agrees("sets of keys cannot be extended", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_WRITE);
                selector.selectNow();
                out.attempt("keys add", () -> selector.keys().add(key));
                out.attempt("keys remove", () -> selector.keys().remove(key));
                out.attempt("selected add", () -> selector.selectedKeys().add(key));
                out.attempt("selected remove", () -> selector.selectedKeys().remove(key));
            }
        });
    }

    private void keys() {
        agrees("what a key knows", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                p.client().configureBlocking(false);
                SelectionKey key = p.client().register(selector, SelectionKey.OP_READ, "mine");
                out.say(key.channel() == p.client(), key.selector() == selector, key.attachment());
                out.say(
                        key.interestOps(),
                        key.readyOps(),
                        key.isValid(),
                        p.client().keyFor(selector) == key);
                out.say(key.interestOpsOr(SelectionKey.OP_WRITE), key.interestOps());
                out.say(key.interestOpsAnd(SelectionKey.OP_WRITE), key.interestOps());
                out.attempt("accept", () -> key.interestOps(SelectionKey.OP_ACCEPT));
                SelectionKey same = p.client().register(selector, 0, "other");
                out.say(
                        same == key,
                        key.interestOps(),
                        key.attachment(),
                        selector.keys().size());
            }
        });
        agrees("what register refuses", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                out.attempt("blocking", () -> p.client().register(selector, SelectionKey.OP_READ));
                p.client().configureBlocking(false);
                p.listener().configureBlocking(false);
                out.attempt("accept", () -> p.client().register(selector, SelectionKey.OP_ACCEPT));
                out.attempt("read", () -> p.listener().register(selector, SelectionKey.OP_READ));
                p.client().register(selector, 0);
                out.attempt("mode", () -> p.client().configureBlocking(true));
                p.server().configureBlocking(false);
                p.server().close();
                out.attempt("closed", () -> p.server().register(selector, 0));
                selector.close();
                p.listener().configureBlocking(false);
                out.attempt("closed selector", () -> p.listener().register(selector, 0));
            }
        });
        agrees("a cancelled key", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_WRITE);
                selector.selectNow();
                key.cancel();
                out.say(key.isValid(), selector.keys().size(), p.client().isRegistered());
                out.attempt("interest", () -> key.interestOps());
                out.attempt("ready", () -> key.readyOps());
                out.attempt("again", () -> p.client().register(selector, SelectionKey.OP_READ));
                out.say(
                        selector.selectNow(),
                        selector.keys().size(),
                        selector.selectedKeys().size());
                out.say(p.client().isRegistered(), p.client().keyFor(selector));
                out.attempt(
                        "again",
                        () -> p.client()
                                .register(selector, SelectionKey.OP_READ)
                                .isValid());
            }
        });
        agrees("closing a registered channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, SelectionKey.OP_READ);
                p.client().close();
                out.say(key.isValid(), selector.keys().size(), p.client().isRegistered());
                lan.settle();
                out.say(p.server().read(ByteBuffer.allocate(1)));
                out.say(selector.selectNow(), selector.keys().size());
            }
        });
        agrees("one channel in two selectors", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector one = Selector.open();
                    Selector two = Selector.open()) {
                SelectionKey first = register(p.client(), one, SelectionKey.OP_WRITE);
                SelectionKey second = register(p.client(), two, SelectionKey.OP_READ);
                p.server().write(ChannelPair.bytes("a"));
                lan.settle();
                out.say(one.selectNow(), first.readyOps(), two.selectNow(), second.readyOps());
                one.close();
                out.say(first.isValid(), second.isValid(), p.client().isRegistered());
            }
        });
        agrees("interest that changes while another thread selects", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    Selector selector = Selector.open()) {
                SelectionKey key = register(p.client(), selector, 0);
                Thread thread = new Thread(() -> {
                    out.attempt("first", () -> selector.select());
                    out.attempt("second", () -> selector.select());
                });
                thread.start();
                lan.untilBlocked(thread);
                key.interestOps(SelectionKey.OP_WRITE);
                selector.wakeup();
                thread.join();
                out.say(key.readyOps());
            }
        });
    }
}
