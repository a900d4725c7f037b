package dev.lockstep.bench;

import dev.lockstep.bench.peer.CpuTime;
import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.Network;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/**
 * The same code on simulated sockets and on the loopback of this machine. A stream is compared in real time, since the loopback uses two
 * cores for it. A dialogue is compared in CPU time of all threads: its two ends take turns, so real time is never less, and a busy
 * machine disturbs it less; and in real time, for idle machines.
 */
final class Streams {
    private static final int PORT = 7_000;
    private static final int WRITE_BYTES = 64 * 1_024;
    private static final int WRITES = 8_192;
    private static final int REQUEST_BYTES = 1_024;
    private static final int REQUESTS = 50_000;

    /** After everything else, virtual ns. */
    private static final long END = Long.MAX_VALUE / 2;

    private Streams() {}

    /** One end of a connection does its work. */
    private interface End {
        void run(Socket socket, int count) throws IOException;
    }

    static Benchmark bulk() {
        return new Benchmark(
                "bulk-stream",
                "a stream of 64 KB writes over one connection",
                Unit.BYTES_PER_SECOND,
                contenders(WRITES, WRITE_BYTES, Streams::receive, Streams::send, Spent::wallNanos),
                List.of(Goal.atLeast(0.5, "loopback")));
    }

    /** What one core carries: in CPU time of the carrier. */
    static Benchmark bulkPerCore() {
        return new Benchmark(
                "bulk-per-core",
                "a stream of 64 KB writes over one connection, in CPU time of the one thread",
                Unit.BYTES_PER_SECOND,
                List.of(new Contender("lockstep", s -> {
                    int count = count(s, WRITES);
                    return (double) count
                            * WRITE_BYTES
                            * 1e9
                            / simulated(count, Streams::receive, Streams::send).cpuNanos();
                })),
                List.of(new Goal("", true, 1e9)));
    }

    /** What a round has taken, ns, at least 1. */
    private record Spent(long wallNanos, long cpuNanos) {}

    static Benchmark requests() {
        return requests("request-response", "CPU time", Spent::cpuNanos);
    }

    /** What a user waits for; a machine that has other work to do serves the loopback's sleepers first. */
    static Benchmark requestsInRealTime() {
        return requests("request-response-real", "real time", Spent::wallNanos);
    }

    private static Benchmark requests(String name, String measure, ToLongFunction<Spent> time) {
        return new Benchmark(
                name,
                "round trips of 1 KB requests and responses, in " + measure,
                Unit.PER_SECOND,
                contenders(REQUESTS, 1, Streams::answer, Streams::ask, time),
                List.of(Goal.atLeast(5, "loopback")));
    }

    private static List<Contender> contenders(
            int most, double worth, End server, End client, ToLongFunction<Spent> time) {
        return List.of(
                new Contender("lockstep", s -> {
                    int count = count(s, most);
                    return count * worth * 1e9 / time.applyAsLong(simulated(count, server, client));
                }),
                new Contender("loopback", s -> {
                    int count = count(s, most);
                    return count * worth * 1e9 / time.applyAsLong(real(count, server, client));
                }));
    }

    private static int count(double scale, int most) {
        return (int) Math.max(20, most * scale);
    }

    private static Spent simulated(int count, End server, End client) throws IOException {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host a = simulation.host("a");
            Host b = simulation.host("b");
            InetAddress address = Network.of(simulation).address(a);
            boolean[] done = new boolean[1];
            a.start("server", () -> {
                try (ServerSocket listener = new ServerSocket(PORT);
                        Socket socket = listener.accept()) {
                    server.run(socket, count);
                    done[0] = true;
                }
            });
            b.start("client", () -> {
                Thread.sleep(1); // until the server listens
                try (Socket socket = new Socket(address, PORT)) {
                    client.run(socket, count);
                }
            });
            long[] cpu = new long[2];
            simulation.schedule(0, () -> cpu[0] = CpuTime.nanos());
            simulation.schedule(END, () -> cpu[1] = CpuTime.nanos());
            long start = System.nanoTime();
            simulation.run();
            long wall = System.nanoTime() - start;
            if (!done[0]) {
                throw new IOException("the server did not end: " + simulation.violations());
            }
            return new Spent(Math.max(1, wall), Math.max(1, cpu[1] - cpu[0]));
        }
    }

    private static Spent real(int count, End server, End client) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Callable<Long> serving = () -> {
                try (Socket socket = listener.accept()) {
                    return run(server, socket, count);
                }
            };
            Callable<Long> asking = () -> {
                try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                    return run(client, socket, count);
                }
            };
            long start = System.nanoTime();
            long cpu = 0;
            for (Future<Long> end : List.of(threads.submit(serving), threads.submit(asking))) {
                cpu += end.get();
            }
            return new Spent(System.nanoTime() - start, cpu);
        }
    }

    /** Lets one end do its work; the CPU time it takes, ns. */
    private static long run(End end, Socket socket, int count) throws IOException {
        long start = CpuTime.nanos();
        end.run(socket, count);
        return Math.max(1, CpuTime.nanos() - start);
    }

    private static void send(Socket socket, int writes) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = new byte[WRITE_BYTES];
        for (int i = 0; i < writes; i++) {
            out.write(bytes);
        }
    }

    private static void receive(Socket socket, int writes) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[WRITE_BYTES];
        for (long left = (long) writes * WRITE_BYTES; left > 0; ) {
            int read = in.read(bytes);
            if (read < 0) {
                throw new EOFException(left + " bytes are missing at the end of the stream");
            }
            left -= read;
        }
    }

    private static void ask(Socket socket, int requests) throws IOException {
        socket.setTcpNoDelay(true);
        byte[] bytes = new byte[REQUEST_BYTES];
        for (int i = 0; i < requests; i++) {
            socket.getOutputStream().write(bytes);
            socket.getInputStream().readNBytes(bytes, 0, REQUEST_BYTES);
        }
    }

    private static void answer(Socket socket, int requests) throws IOException {
        socket.setTcpNoDelay(true);
        byte[] bytes = new byte[REQUEST_BYTES];
        for (int i = 0; i < requests; i++) {
            socket.getInputStream().readNBytes(bytes, 0, REQUEST_BYTES);
            socket.getOutputStream().write(bytes);
        }
    }
}
