package dev.lockstep.net.conformance;

import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;

/** Time-outs, interrupts, and closing while another thread waits. */
@SuppressWarnings("try") // what close does is what is tested
class WaitingTest extends Area {
    private static final ThreadFactory PLATFORM = Thread::new;
    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    WaitingTest() {
        timeouts();
        interruptsOfSockets();
        interruptsOfChannels();
        closing();
    }

    private void timeouts() {
        agrees("reading times out", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().setSoTimeout(20);
                out.attempt("read", () -> p.in().read());
                p.serverOut().write(4);
                out.attempt("read", () -> p.in().read());
                out.attempt("read", () -> p.in().read());
                out.attempt("write", () -> p.out().write(1));
            }
        });
        agrees("accepting times out", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                listener.setSoTimeout(20);
                out.attempt("accept", () -> listener.accept());
                Pair.connect(lan, listener);
                out.attempt("accept", () -> listener.accept().isConnected());
            }
        });
        agrees("the time-outs of a channel's socket", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().socket().setSoTimeout(20);
                out.attempt("read", () -> p.client().socket().getInputStream().read());
                p.listener().socket().setSoTimeout(20);
                out.attempt("accept", () -> p.listener().socket().accept());
            }
        });
        agrees("a time-out that is an InterruptedIOException", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().setSoTimeout(5);
                try {
                    out.say(p.in().read());
                } catch (SocketTimeoutException e) {
                    out.say(
                            e.bytesTransferred,
                            Thread.currentThread().isInterrupted(),
                            p.client().isClosed());
                }
            }
        });
        agrees("a time-out bounds each read", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.client().setSoTimeout(30);
                p.serverOut().write(new byte[] {1, 2});
                out.attempt("read", () -> p.in().readNBytes(3).length);
            }
        });
    }

    private void interruptsOfSockets() {
        for (boolean virtual : new boolean[] {false, true}) {
            ThreadFactory factory = virtual ? VIRTUAL : PLATFORM;
            String kind = virtual ? "a virtual thread" : "a platform thread";
            agrees("interrupt of " + kind + " that reads", (lan, out) -> {
                try (Pair p = Pair.open(lan)) {
                    Thread reader = start(factory, out, "read", () -> p.in().read());
                    lan.untilBlocked(reader);
                    reader.interrupt();
                    lan.settle();
                    out.say(reader.isAlive(), p.client().isClosed());
                    p.serverOut().write(6);
                    reader.join();
                }
            });
            agrees("interrupt of " + kind + " that accepts", (lan, out) -> {
                try (ServerSocket listener = Pair.listen(lan)) {
                    Thread acceptor = start(
                            factory, out, "accept", () -> listener.accept().isConnected());
                    lan.untilBlocked(acceptor);
                    acceptor.interrupt();
                    lan.settle();
                    out.say(acceptor.isAlive(), listener.isClosed());
                    if (acceptor.isAlive()) {
                        Pair.connect(lan, listener);
                    }
                    acceptor.join();
                }
            });
            agrees("interrupt of " + kind + " that writes", (lan, out) -> {
                try (Pair p = Pair.open(lan)) {
                    Thread writer = start(factory, out, "write", () -> {
                        p.out().write(new byte[20_000_000]);
                        return "done";
                    });
                    lan.untilBlocked(writer);
                    writer.interrupt();
                    lan.settle();
                    out.say(writer.isAlive(), p.client().isClosed());
                    p.server().close();
                    writer.join();
                }
            });
            agrees("interrupt of " + kind + " before it reads", (lan, out) -> {
                try (Pair p = Pair.open(lan)) {
                    p.serverOut().write(3);
                    lan.settle();
                    start(factory, out, "read", () -> {
                                Thread.currentThread().interrupt();
                                return p.in().read();
                            })
                            .join();
                    out.say(p.client().isClosed());
                }
            });
        }
    }

    private void interruptsOfChannels() {
        agrees("interrupt of a thread that reads a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread reader = start(PLATFORM, out, "read", () -> p.client().read(ByteBuffer.allocate(1)));
                lan.untilBlocked(reader);
                reader.interrupt();
                reader.join();
                out.say(p.client().isOpen());
                out.attempt("peer", () -> p.server().read(ByteBuffer.allocate(1)));
            }
        });
        agrees("interrupt of a thread that writes a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread writer = start(PLATFORM, out, "write", () -> {
                    while (true) {
                        p.client().write(ByteBuffer.allocate(1_000_000));
                    }
                });
                lan.untilBlocked(writer);
                writer.interrupt();
                writer.join();
                out.say(p.client().isOpen());
            }
        });
        agrees("interrupt of a thread that accepts of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread acceptor =
                        start(PLATFORM, out, "accept", () -> p.listener().accept());
                lan.untilBlocked(acceptor);
                acceptor.interrupt();
                acceptor.join();
                out.say(p.listener().isOpen());
            }
        });
        agrees("interrupt before reading a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread.currentThread().interrupt();
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                out.say(Thread.interrupted(), p.client().isOpen());
            }
        });
        agrees("interrupt before a channel connects", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan);
                    SocketChannel channel = SocketChannel.open()) {
                Thread.currentThread().interrupt();
                out.attempt("connect", () -> channel.connect(p.listener().getLocalAddress()));
                out.say(Thread.interrupted(), channel.isOpen());
            }
        });
        agrees("interrupt before a channel in non-blocking mode reads", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                p.client().configureBlocking(false);
                Thread.currentThread().interrupt();
                out.attempt("read", () -> p.client().read(ByteBuffer.allocate(1)));
                out.say(Thread.interrupted(), p.client().isOpen());
            }
        });
    }

    private void closing() {
        agrees("close while another thread reads", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread reader = start(PLATFORM, out, "read", () -> p.in().read());
                lan.untilBlocked(reader);
                p.client().close();
                reader.join();
                out.attempt("peer", () -> p.serverIn().read());
            }
        });
        agrees("close while another thread writes", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread writer = start(PLATFORM, out, "write", () -> {
                    p.out().write(new byte[20_000_000]);
                    return "done";
                });
                lan.untilBlocked(writer);
                p.client().close();
                writer.join();
            }
        });
        agrees("close while another thread accepts", (lan, out) -> {
            try (ServerSocket listener = Pair.listen(lan)) {
                Thread acceptor = start(PLATFORM, out, "accept", () -> listener.accept());
                lan.untilBlocked(acceptor);
                listener.close();
                acceptor.join();
            }
        });
        agrees("close while another thread reads a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread reader = start(PLATFORM, out, "read", () -> p.client().read(ByteBuffer.allocate(1)));
                lan.untilBlocked(reader);
                p.client().close();
                reader.join();
                out.attempt("peer", () -> p.server().read(ByteBuffer.allocate(1)));
            }
        });
        agrees("close while another thread writes a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread writer = start(PLATFORM, out, "write", () -> {
                    while (true) {
                        p.client().write(ByteBuffer.allocate(1_000_000));
                    }
                });
                lan.untilBlocked(writer);
                p.client().close();
                writer.join();
            }
        });
        agrees("close while another thread accepts of a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread acceptor =
                        start(PLATFORM, out, "accept", () -> p.listener().accept());
                lan.untilBlocked(acceptor);
                p.listener().close();
                acceptor.join();
            }
        });
        agrees("shutdown while another thread reads and writes a channel", (lan, out) -> {
            try (ChannelPair p = ChannelPair.open(lan)) {
                Thread reader = start(PLATFORM, out, "read", () -> p.client().read(ByteBuffer.allocate(1)));
                lan.untilBlocked(reader);
                p.client().shutdownInput();
                reader.join();
                Thread writer = start(PLATFORM, out, "write", () -> {
                    while (true) {
                        p.client().write(ByteBuffer.allocate(1_000_000));
                    }
                });
                lan.untilBlocked(writer);
                p.client().shutdownOutput();
                writer.join();
                out.say(p.client().isOpen());
            }
        });
    }

    private static Thread start(ThreadFactory factory, Script out, String what, Script.Call call) {
        Thread thread = factory.newThread(() -> {
            out.attempt(what, call);
            out.say("interrupted", Thread.currentThread().isInterrupted());
        });
        thread.start();
        return thread;
    }
}
