package dev.lockstep.net.conformance;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** Bytes through blocking sockets. */
class StreamsTest extends Area {
    private static final int BULK = 1_000_000;

    StreamsTest() {
        agrees("one byte each way", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(200);
                out.say(p.serverIn().read());
                p.serverOut().write(-1);
                out.say(p.in().read());
            }
        });
        agrees("every value of a byte", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                for (int i = 0; i < 256; i++) {
                    p.out().write(i);
                }
                p.client().shutdownOutput();
                byte[] all = p.serverIn().readAllBytes();
                out.say(all.length, Arrays.hashCode(all));
            }
        });
        agrees("small reads of a large write", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[] {1, 2, 3, 4, 5, 6, 7});
                lan.settle();
                byte[] part = new byte[3];
                for (int i = 0; i < 3; i++) {
                    int count = p.serverIn().read(part);
                    out.say(count, Arrays.toString(Arrays.copyOf(part, count)));
                }
            }
        });
        agrees("one read takes what several writes brought", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[] {1, 2});
                p.out().write(3);
                p.out().write(new byte[] {4, 5});
                lan.settle();
                byte[] all = new byte[10];
                out.say(p.serverIn().read(all), Arrays.toString(all));
            }
        });
        agrees("offset and length", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[] {1, 2, 3, 4, 5}, 1, 3);
                lan.settle();
                byte[] into = new byte[6];
                out.say(p.serverIn().read(into, 2, 4), Arrays.toString(into));
            }
        });
        agrees("wrong offsets and lengths", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                byte[] four = new byte[4];
                out.attempt("read", () -> p.in().read(four, 3, 2));
                out.attempt("read", () -> p.in().read(four, -1, 2));
                out.attempt("write", () -> p.out().write(four, 0, 5));
                out.attempt("write", () -> p.out().write(four, 2, -1));
            }
        });
        agrees("nothing to read into, nothing to write", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[0]);
                out.say(p.in().read(new byte[0]), p.in().available());
                p.client().close();
                out.attempt("read", () -> p.in().read(new byte[0]));
            }
        });
        agrees("available", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                out.say(p.serverIn().available());
                p.out().write(new byte[1_000]);
                lan.settle();
                out.say(p.serverIn().available());
                p.serverIn().readNBytes(400);
                out.say(p.serverIn().available());
                p.client().close();
                lan.settle();
                out.say(p.serverIn().available());
            }
        });
        agrees("skip", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[] {1, 2, 3, 4});
                p.client().shutdownOutput();
                lan.settle();
                out.say(
                        p.serverIn().skip(2),
                        p.serverIn().read(),
                        p.serverIn().skip(5),
                        p.serverIn().read());
            }
        });
        agrees("read exactly so much", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(new byte[] {1, 2, 3});
                p.out().write(new byte[] {4, 5});
                out.say(Arrays.toString(p.serverIn().readNBytes(4)));
                p.client().close();
                out.say(
                        Arrays.toString(p.serverIn().readNBytes(4)),
                        p.serverIn().read());
            }
        });
        agrees("a megabyte", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                byte[] sent = random(BULK);
                Thread writer = writer(p.out(), sent, 60_000);
                byte[] received = p.serverIn().readNBytes(BULK);
                writer.join();
                out.say(received.length, Arrays.equals(sent, received));
            }
        });
        agrees("a megabyte in odd pieces", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                byte[] sent = random(BULK);
                Thread writer = writer(p.out(), sent, 777);
                CRC32 sum = new CRC32();
                byte[] part = new byte[1_001];
                int total = 0;
                while (total < BULK) {
                    int count = p.serverIn().read(part);
                    sum.update(part, 0, count);
                    total += count;
                }
                writer.join();
                CRC32 expected = new CRC32();
                expected.update(sent);
                out.say(total, sum.getValue() == expected.getValue());
            }
        });
        agrees("a megabyte each way at a time", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                byte[] sent = random(BULK);
                Thread there = writer(p.out(), sent, 30_000);
                Thread back = writer(p.serverOut(), sent, 40_000);
                byte[][] received = new byte[1][];
                Thread reader = new Thread(() -> {
                    try {
                        received[0] = p.in().readNBytes(BULK);
                    } catch (java.io.IOException e) {
                        out.say(e);
                    }
                });
                reader.start();
                out.say(Arrays.equals(sent, p.serverIn().readNBytes(BULK)));
                reader.join();
                there.join();
                back.join();
                out.say(Arrays.equals(sent, received[0]));
            }
        });
        agrees("request and response, a hundred times", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                Thread echo = new Thread(() -> {
                    try {
                        p.serverIn().transferTo(p.serverOut());
                    } catch (java.io.IOException e) {
                        out.say(e);
                    }
                });
                echo.start();
                int sum = 0;
                for (int i = 0; i < 100; i++) {
                    p.out().write(i);
                    sum += p.in().read();
                }
                p.client().shutdownOutput();
                echo.join();
                out.say(sum);
            }
        });
        agrees("transferTo until the end", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.out().write(random(50_000));
                p.client().close();
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                out.say(p.serverIn().transferTo(all), Arrays.equals(all.toByteArray(), random(50_000)));
            }
        });
        agrees("whole writes of two threads do not mix", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                byte[] ones = new byte[300_000];
                Arrays.fill(ones, (byte) 1);
                Thread a = writer(p.out(), ones, ones.length);
                Thread b = writer(p.out(), new byte[300_000], ones.length);
                byte[] all = p.serverIn().readNBytes(600_000);
                a.join();
                b.join();
                int changes = 0;
                for (int i = 1; i < all.length; i++) {
                    changes += all[i] == all[i - 1] ? 0 : 1;
                }
                out.say(changes);
            }
        });
        agrees("the same stream twice", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                InputStream in = p.in();
                OutputStream stream = p.out();
                out.say(in == p.in(), stream == p.out());
            }
        });
        agrees("mark is not supported", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                out.say(p.in().markSupported());
                out.attempt("reset", () -> p.in().reset());
            }
        });
        agrees("closing a stream closes the socket", (lan, out) -> {
            try (Pair p = Pair.open(lan)) {
                p.in().close();
                out.say(
                        p.client().isClosed(),
                        p.client().isConnected(),
                        p.client().isBound());
                out.say(p.serverIn().read());
                p.serverOut().close();
                out.say(p.server().isClosed());
            }
        });
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Thread writer(OutputStream to, byte[] bytes, int piece) {
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < bytes.length; i += piece) {
                    to.write(bytes, i, Math.min(piece, bytes.length - i));
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
        return thread;
    }

    static void drain(InputStream in) throws java.io.IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
