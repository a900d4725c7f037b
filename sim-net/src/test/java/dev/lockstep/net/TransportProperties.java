package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What two endpoints see of each other, whatever they do, is something that TCP allows (RFC 9293): bytes in order and unchanged, all
 * of them before the end of the stream, and neither loss nor an end before the other side has closed.
 */
class TransportProperties {
    private static final int MOST_BYTES = 300_000;

    /** What an endpoint does. */
    enum Kind {
        WRITE,
        READ,
        PAUSE,
        SHUTDOWN,
        CLOSE
    }

    /**
     * One call.
     *
     * @param kind which
     * @param size bytes to write or room to read into, or ms to pause
     */
    record Call(Kind kind, int size) {}

    /** The byte that one side writes at a position of its stream. */
    private static byte byteAt(int side, long position) {
        return (byte) (position * 31 + (position >>> 8) * 17 + side * 101L);
    }

    /** What one endpoint did, and whether TCP allows what it saw. */
    private static final class Endpoint {
        private final int side;
        private final List<String> wrong = new ArrayList<>();
        /** Bytes handed to write calls, whether or not those have returned: what the other side may have read. */
        private long offered;
        /** Bytes of write calls that have returned. */
        private long written;

        private long read;
        private boolean ended;
        private boolean finished;
        private boolean discards;
        private boolean reset;

        Endpoint(int side) {
            this.side = side;
        }

        void run(Socket socket, List<Call> calls) throws IOException, InterruptedException {
            for (Call call : calls) {
                if (socket.isClosed()) {
                    break;
                }
                switch (call.kind()) {
                    case WRITE -> write(socket, call.size());
                    case READ -> read(socket, call.size());
                    case PAUSE -> Thread.sleep(call.size() % 50);
                    case SHUTDOWN -> shutdown(socket);
                    case CLOSE -> close(socket);
                }
            }
            shutdown(socket);
            while (!socket.isClosed() && !ended && !reset) {
                read(socket, 4_096);
            }
            close(socket);
        }

        private void write(Socket socket, int size) {
            if (finished) {
                return;
            }
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = byteAt(side, written + i);
            }
            offered += size;
            try {
                socket.getOutputStream().write(bytes);
                written += size;
            } catch (IOException e) {
                reset = true;
            }
        }

        private void read(Socket socket, int room) throws IOException {
            byte[] bytes = new byte[Math.max(1, room)];
            int count;
            try {
                InputStream in = socket.getInputStream();
                count = in.read(bytes);
            } catch (SocketException e) {
                reset = true;
                return;
            }
            if (count < 0) {
                ended = true;
                return;
            }
            if (ended) {
                wrong.add("bytes after the end of the stream");
            }
            for (int i = 0; i < count; i++) {
                if (bytes[i] != byteAt(1 - side, read + i)) {
                    wrong.add("byte " + (read + i) + " is " + bytes[i] + ", expected " + byteAt(1 - side, read + i));
                    break;
                }
            }
            read += count;
        }

        private void shutdown(Socket socket) throws IOException {
            if (!finished && !socket.isClosed() && !reset) {
                finished = true;
                try {
                    socket.shutdownOutput();
                } catch (SocketException e) {
                    reset = true;
                }
            }
        }

        private void close(Socket socket) throws IOException {
            finished = true;
            discards |= !ended;
            socket.close();
        }

        /** What this end must have seen of the other, given how both ended. */
        void check(Endpoint other) {
            if (read > other.offered) {
                wrong.add("read " + read + " bytes of " + other.offered + " offered");
            }
            // Once a write has reported the reset, Linux lets the reader drain what has arrived and then shows an end
            // of stream.
            if (ended && !reset && !other.reset && read != other.written) {
                wrong.add("ended after " + read + " bytes of " + other.written + " written");
            }
            if (ended && !other.finished) {
                wrong.add("ended, but the other side has not closed");
            }
            if (reset && !other.discards) {
                wrong.add("reset, but the other side has read everything");
            }
        }
    }

    private static void serve(Endpoint endpoint, List<Call> calls) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(Lab.PORT);
                Socket socket = listener.accept()) {
            endpoint.run(socket, calls);
        }
    }

    @Property(tries = 300)
    void shouldSeeWhatTcpAllows(@ForAll("calls") List<Call> one, @ForAll("calls") List<Call> two, @ForAll long seed) {
        Endpoint client = new Endpoint(0);
        Endpoint server = new Endpoint(1);
        List<String> over = new ArrayList<>();
        try (Lab lab = new Lab(seed)) {
            lab.network.links(LinkOptions.DEFAULT);
            lab.server.start("server", () -> {
                serve(server, two);
                over.add("server");
            });
            lab.client(() -> {
                try (Socket socket = Lab.connect()) {
                    client.run(socket, one);
                }
                over.add("client");
            });
            boolean done = lab.simulation.runUntil(() -> over.size() == 2, 300 * Lab.SECOND);
            lab.checked();
            assertThat(done || waitsForEachOther(client, server, lab))
                    .as("both ends are done")
                    .isTrue();
            client.check(server);
            server.check(client);
        }
        assertThat(client.wrong).as("client").isEmpty();
        assertThat(server.wrong).as("server").isEmpty();
    }

    /** Both may wait for good: to read what the other will only write after it has read, or both to write into full buffers. */
    private static boolean waitsForEachOther(Endpoint client, Endpoint server, Lab lab) {
        boolean bothRead = client.read == server.written && server.read == client.written;
        boolean bothWrite = lab.network.connections(lab.client).stream()
                        .allMatch(c -> c.unacknowledged() + c.unread() > 0)
                && lab.network.connections(lab.server).stream().allMatch(c -> c.unacknowledged() + c.unread() > 0);
        return bothRead || bothWrite;
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, Kind.WRITE),
                net.jqwik.api.Tuple.of(6, Kind.READ),
                net.jqwik.api.Tuple.of(2, Kind.PAUSE),
                net.jqwik.api.Tuple.of(1, Kind.SHUTDOWN),
                net.jqwik.api.Tuple.of(1, Kind.CLOSE));
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2_000), Arbitraries.integers().between(0, MOST_BYTES));
        return Combinators.combine(kinds, sizes).as(Call::new).list().ofMaxSize(12);
    }
}
