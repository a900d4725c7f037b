package dev.lockstep.net;

import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.PORT;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The shapes of faults, each by what applications see of it. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class FaultsTest {
    /** Which of the pairs of five hosts can open a connection, as "a-b". */
    private static Set<String> reachable(java.util.function.Function<List<Host>, Rule> shape) {
        try (Lab lab = new Lab()) {
            List<Host> hosts = new ArrayList<>();
            for (String name : "a,b,c,d,e".split(",", -1)) {
                hosts.add(lab.simulation.host(name));
            }
            lab.network.rule(shape.apply(hosts));
            Set<String> open = new TreeSet<>();
            for (Host host : hosts) {
                host.start("listen", () -> {
                    ServerSocket listener = new ServerSocket(PORT);
                    while (true) {
                        listener.accept();
                    }
                });
                for (Host other : hosts) {
                    if (host.name().compareTo(other.name()) < 0) {
                        host.start("connect", () -> {
                            Thread.sleep(1);
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(other.name(), PORT), 500);
                                open.add(host + "-" + other);
                            } catch (IOException e) {
                                lab.seen.add(e.getMessage());
                            }
                        });
                    }
                }
            }
            lab.runFor(SECOND);
            return open;
        }
    }

    @Test
    void shouldPartitionInShapes() {
        assertThat(reachable(h -> Partitions.ring(h, 1))).containsExactly("a-b", "a-e", "b-c", "c-d", "d-e");
        assertThat(reachable(h -> Partitions.bridge(h.subList(0, 2), h.get(2), h.subList(3, 5))))
                .containsExactly("a-b", "a-c", "b-c", "c-d", "c-e", "d-e");
        assertThat(reachable(h -> Partitions.isolate(h.get(1))))
                .containsExactly("a-c", "a-d", "a-e", "c-d", "c-e", "d-e");
        assertThat(reachable(h -> Partitions.halves(h, Choices.seeded(1)))).hasSize(4);
        assertThat(reachable(h -> Partitions.random(h, 0, Choices.seeded(1)))).hasSize(10);
        assertThat(reachable(h -> Partitions.random(h, 0.5, Choices.seeded(1)))).hasSizeBetween(2, 8);
        assertThat(reachable(h -> Partitions.partial(List.of(new Partitions.Cut(h.get(4), h.get(0))))))
                .hasSize(9)
                .doesNotContain("a-e");
    }

    @Test
    void shouldClogAHostAndLetEverythingThroughAfterwards() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                Socket socket = connect();
                Guard clog = lab.network.rule(Rules.clog(lab.server));
                lab.simulation.schedule(5 * SECOND, clog::close);
                socket.getOutputStream().write(new byte[100]);
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
                assertThat(System.nanoTime()).isBetween(5 * SECOND, 5 * SECOND + 10 * MILLI);
                lab.seen.add("done");
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldFlap() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                lab.network.rule(
                        Rules.flapping(lab.simulation, Rules.drop(lab.client, lab.server), 100 * MILLI, 300 * MILLI));
                for (int i = 0; i < 8; i++) {
                    try {
                        connect(50).close();
                        lab.seen.add("open");
                    } catch (IOException e) {
                        lab.seen.add("shut");
                    }
                    Thread.sleep(100L * (i + 1) - System.nanoTime() / MILLI + 2);
                }
            });
            lab.runFor(2 * SECOND);
            assertThat(lab.seen).containsExactly("shut", "open", "open", "open", "shut", "open", "open", "open");
        }
    }

    @Test
    void shouldResetAgainAndAgain() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                Guard storm = lab.network.resetStorm(lab.client, lab.server, 200 * MILLI);
                int resets = 0;
                while (System.nanoTime() < SECOND) {
                    try (Socket socket = connect()) {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        resets++;
                    }
                }
                storm.close();
                lab.seen.add("resets " + resets + " hits " + storm.hits());
                try (Socket socket = connect(100)) {
                    socket.getOutputStream().write(1);
                    assertThat(socket.getInputStream().read()).isEqualTo(1);
                    Thread.sleep(1_000);
                    socket.getOutputStream().write(2);
                    assertThat(socket.getInputStream().read()).isEqualTo(2);
                }
            });
            lab.runFor(10 * SECOND);
            lab.seen.removeIf(line -> line.startsWith("server: "));
            assertThat(lab.seen).containsExactly("resets 5 hits 6");
        }
    }

    /** Sends 100,000 bytes on each of two connections; what the server got of each, and what the client saw after 60 s. */
    private static List<String> twoUploads(Rule rule, Lab lab) {
        lab.network.rule(rule);
        lab.serve(s -> {
            InputStream in = s.getInputStream();
            s.setSoTimeout(30_000);
            int count = 0;
            byte[] buffer = new byte[3_333];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    count += n;
                }
                lab.seen.add("all " + count);
            } catch (IOException e) {
                lab.seen.add("cut " + count);
            }
        });
        for (int i = 0; i < 2; i++) {
            lab.client(() -> {
                Socket socket = connect();
                socket.getOutputStream().write(new byte[100_000]);
                socket.close();
            });
        }
        lab.runFor(60 * SECOND);
        return lab.seen;
    }

    @Test
    void shouldCutEachStreamAfterExactlySoManyBytes() {
        for (int at : new int[] {0, 1, 1_459, 14_600, 77_777, 99_999}) {
            try (Lab lab = new Lab()) {
                Rule cut = Rules.cutStream(lab.client, lab.server, at, CutDirection.BOTH);
                assertThat(twoUploads(cut, lab)).containsExactly("cut " + at, "cut " + at);
            }
        }
        try (Lab lab = new Lab()) {
            Rule cut = Rules.cutStream(lab.client, lab.server, 100_001, CutDirection.BOTH);
            assertThat(twoUploads(cut, lab)).containsExactly("all 100000", "all 100000");
        }
    }

    @Test
    void shouldCutOneDirectionOnly() {
        try (Lab lab = new Lab()) {
            Rule cut = Rules.cutStream(lab.client, lab.server, 77_777, CutDirection.FORTH);
            assertThat(twoUploads(cut, lab)).containsExactly("cut 77777", "cut 77777");
            assertThat(lab.network.connections(lab.client).getFirst().unacknowledged())
                    .as("what arrived is acknowledged")
                    .isEqualTo(100_000 - 77_777);
        }
        try (Lab lab = new Lab()) {
            Rule cut = Rules.cutStream(lab.client, lab.server, 10_000, CutDirection.BACK);
            twoUploads(cut, lab);
            assertThat(lab.seen).allMatch(s -> Integer.parseInt(s.substring(4)) > 10_000);
            assertThat(lab.network.connections(lab.client).getFirst().unacknowledged())
                    .as("nothing is acknowledged any more")
                    .isGreaterThanOrEqualTo(90_000);
        }
    }

    @Test
    void shouldDrainSlowlyAndProbeWhileTheWindowIsClosed() {
        try (Lab lab = new Lab()) {
            long[] received = new long[1];
            lab.serve(s -> {
                byte[] buffer = new byte[100_000];
                while (true) {
                    received[0] += s.getInputStream().read(buffer);
                }
            });
            Guard drain = lab.network.rule(Rules.slowDrain(lab.server, lab.client, 0));
            lab.client(() -> {
                OutputStream out = connect().getOutputStream();
                out.write(new byte[150_000]);
                lab.seen.add("written");
            });
            lab.runFor(300 * SECOND);
            assertThat(received[0]).as("the window is closed").isZero();
            assertThat(lab.network.netstat()).contains("window 0", "backoff");
            assertThat(lab.network.counters(lab.client, lab.server).packetsSent())
                    .isGreaterThan(8);
            drain.close();
            lab.runFor(300 * SECOND);
            assertThat(received[0]).isEqualTo(150_000);
            assertThat(lab.seen).containsExactly("written");
        }
    }

    @Test
    void shouldDrainAtARate() {
        try (Lab lab = new Lab()) {
            long[] received = new long[1];
            lab.serve(s -> {
                byte[] buffer = new byte[100_000];
                while (true) {
                    received[0] += s.getInputStream().read(buffer);
                }
            });
            lab.network.rule(Rules.slowDrain(lab.server, lab.client, 1_000));
            lab.client(() -> connect().getOutputStream().write(new byte[120_000]));
            lab.runFor(10 * SECOND);
            assertThat(received[0]).isBetween(1_000L, 10_000L);
            lab.runFor(500 * SECOND);
            assertThat(received[0]).isEqualTo(120_000);
        }
    }

    @Test
    void shouldFailLookups() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            Guard names = lab.network.failLookups(lab.client);
            lab.client(() -> {
                try {
                    connect().close();
                } finally {
                    assertThat(lab.network.netstat()).contains("rule fail lookups of client hits 1");
                    names.close();
                    connect().close();
                    lab.seen.add("found");
                }
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("found", "java.net.UnknownHostException: server");
        }
    }
}
