package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Two hosts, a client and a server, on a network without jitter. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
final class Lab implements AutoCloseable {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final int PORT = 6_379;

    /** One way takes just 100 us. */
    static final long LATENCY = 100_000;

    final Simulation simulation;
    final Network network;
    final Host client;
    final Host server;
    final List<String> seen = new ArrayList<>();

    Lab() {
        this(1);
    }

    Lab(long seed) {
        simulation = Simulation.create(SimulationOptions.seed(seed));
        network = Network.of(simulation);
        network.links(LinkOptions.DEFAULT.latency(LATENCY).jitter(0));
        server = simulation.host("server");
        client = simulation.host("client");
    }

    /** What a server does with each connection, one after the other. */
    interface Service {
        void serve(Socket socket) throws Exception;
    }

    /** Serves each connection on a thread of its own. */
    void serve(Service service) {
        server.start("acceptor", () -> {
            try (ServerSocket listener = new ServerSocket(PORT)) {
                while (true) {
                    Socket socket = listener.accept();
                    new Thread(() -> {
                                try {
                                    service.serve(socket);
                                } catch (Exception e) {
                                    seen.add("server: " + e);
                                }
                            })
                            .start();
                }
            }
        });
    }

    /** Starts a client body; its exception is noted in {@link #seen}. */
    Thread client(Host.ThrowingRunnable body) {
        return client.start("client", () -> {
            Thread.sleep(1); // the server listens by now
            try {
                body.run();
            } catch (IOException e) {
                seen.add(text(e));
            }
        });
    }

    static Socket connect() throws IOException {
        return new Socket("server", PORT);
    }

    static Socket connect(int millis) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("server", PORT), millis);
        return socket;
    }

    static String text(Throwable e) {
        return e.getClass().getName() + ": " + e.getMessage();
    }

    /** Runs to the end, with nothing escaped. */
    Lab run() {
        simulation.run();
        return checked();
    }

    Lab runFor(long nanos) {
        simulation.runFor(nanos);
        return checked();
    }

    Lab checked() {
        assertThat(simulation.violations()).isEmpty();
        return this;
    }

    long now() {
        return simulation.nanoTime();
    }

    /** Virtual time a body takes on the client, ns. */
    static long took(Host.ThrowingRunnable body) throws Exception {
        long start = System.nanoTime();
        body.run();
        return System.nanoTime() - start;
    }

    static void echo(Socket socket) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
    }

    @Override
    public void close() {
        simulation.close();
    }
}
