package dev.lockstep.core;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts of one simulation print, line by line, each line with its host and virtual time before it. While any simulation
 * has one, {@code System.out} and {@code System.err} are streams that look who prints; other threads print as before.
 */
final class TaggedOutput {
    private static int users;
    private static @Nullable Replaced out;
    private static @Nullable Replaced err;

    private final PrintStream to;
    private final Map<Host, ByteArrayOutputStream> begun = new HashMap<>();

    TaggedOutput(PrintStream to) {
        this.to = to;
        acquire();
    }

    private static synchronized void acquire() {
        if (users++ == 0) {
            out = new Replaced(System.out);
            err = new Replaced(System.err);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Prints lines that were not ended, and gives the streams back if nobody else uses them. */
    void close() {
        begun.forEach((host, line) -> {
            if (line.size() > 0) {
                write(host, new byte[] {'\n'}, 0, 1);
            }
        });
        release();
    }

    private static synchronized void release() {
        Replaced oldOut = out;
        Replaced oldErr = err;
        if (--users > 0 || oldOut == null || oldErr == null) {
            return;
        }
        if (System.out == oldOut) {
            System.setOut(oldOut.original);
        }
        if (System.err == oldErr) {
            System.setErr(oldErr.original);
        }
    }

    private void write(Host host, byte[] bytes, int offset, int length) {
        ByteArrayOutputStream line = begun.computeIfAbsent(host, h -> new ByteArrayOutputStream());
        for (int i = offset; i < offset + length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n') {
                byte[] tag = tag(host).getBytes(StandardCharsets.US_ASCII);
                to.write(tag, 0, tag.length);
                to.write(line.toByteArray(), 0, line.size());
                to.flush();
                line.reset();
            }
        }
    }

    private static String tag(Host host) {
        long nanos = host.simulation().nanoTime();
        return "[" + host + " " + nanos / 1_000_000_000 + "." + String.format("%09d", nanos % 1_000_000_000) + "] ";
    }

    /** A standard stream that asks who prints. */
    private static final class Replaced extends PrintStream {
        private final PrintStream original;

        Replaced(PrintStream original) {
            super(new Router(original), true, original.charset());
            this.original = original;
        }
    }

    /** Gives bytes to the output of the calling thread's simulation, or to the original stream. */
    private static final class Router extends OutputStream {
        private final PrintStream original;

        Router(PrintStream original) {
            this.original = original;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Host host = Host.current();
            TaggedOutput tagged = host == null ? null : host.simulation().taggedOutput();
            if (host == null || tagged == null) {
                original.write(bytes, offset, length);
            } else {
                tagged.write(host, bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            original.flush();
        }
    }
}
