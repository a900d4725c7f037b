package dev.lockstep.bench;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.Network;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that nobody uses: what they hold in memory, both ends together, and what they do in an hour. */
final class IdleConnections {
    private static final int CONNECTIONS = 10_000;
    private static final int PORT = 7_000;
    private static final long MOST_BYTES = 4_096;
    private static final long SECOND = 1_000_000_000L;

    private IdleConnections() {}

    static Benchmark memory() {
        return new Benchmark(
                "idle-memory",
                "heap of each of 10,000 idle connections, both ends",
                Unit.BYTES,
                List.of(new Contender("lockstep", s -> measure(s).bytes())),
                List.of(new Goal("", false, MOST_BYTES)));
    }

    static Benchmark steps() {
        return new Benchmark(
                "idle-steps",
                "thread steps and engine events of 10,000 idle connections in a virtual hour",
                Unit.COUNT,
                List.of(new Contender("lockstep", s -> measure(s).steps())),
                List.of(new Goal("", false, 0)));
    }

    private record Found(double bytes, double steps) {}

    private static Found measure(double scale) {
        int count = (int) Math.max(100, CONNECTIONS * scale);
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            List<SocketChannel> channels = new ArrayList<>();
            int[] connected = new int[1];
            connect(simulation, 1, channels, connected);
            long before = used();
            connect(simulation, count, channels, connected);
            long bytes = used() - before;
            if (channels.size() != 2 * (count + 1)) {
                throw new IllegalStateException("of " + (count + 1) + " connections " + channels.size() / 2
                        + " came about: " + simulation.violations());
            }
            long steps = simulation.steps();
            simulation.runFor(3_600 * SECOND);
            return new Found((double) bytes / count, simulation.steps() - steps);
        }
    }

    /** Makes connections on a port of their own; afterwards the threads that did it are gone. */
    private static void connect(Simulation simulation, int count, List<SocketChannel> channels, int[] ports) {
        Host a = simulation.host("a");
        Host b = simulation.host("b");
        InetAddress address = Network.of(simulation).address(a);
        int port = PORT + ports[0]++;
        a.start("server", () -> {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(port));
                for (int i = 0; i < count; i++) {
                    channels.add(listener.accept());
                }
            }
        });
        b.start("client", () -> {
            Thread.sleep(1); // until the server listens
            for (int i = 0; i < count; i++) {
                channels.add(SocketChannel.open(new InetSocketAddress(address, port)));
            }
        });
        simulation.runFor(100 * SECOND);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
