package dev.lockstep.net;

import static dev.lockstep.net.Lab.LATENCY;
import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.TraceKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nagle's algorithm, delayed acknowledgements, the congestion window and segmentation, by what an application sees of them. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class TcpAlgorithmsTest {
    private static final long DELAYED_ACK = 40 * MILLI;

    /** A server that answers each request of two bytes with one. */
    private static void dialogue(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        while (in.readNBytes(2).length == 2) {
            socket.getOutputStream().write(1);
        }
    }

    /** How long the last of many write-write-read dialogues takes. */
    private static long writeWriteRead(Lab lab, boolean noDelay) {
        long[] last = new long[1];
        lab.serve(TcpAlgorithmsTest::dialogue);
        lab.client(() -> {
            Socket socket = connect();
            socket.setTcpNoDelay(noDelay);
            for (int i = 0; i < 20; i++) {
                last[0] = took(() -> {
                    socket.getOutputStream().write(1);
                    socket.getOutputStream().write(2);
                    assertThat(socket.getInputStream().read()).isEqualTo(1);
                });
            }
        });
        lab.runFor(10 * SECOND);
        assertThat(last[0]).isPositive();
        return last[0];
    }

    @Test
    void shouldStallWriteWriteReadForADelayedAckUnderNagle() {
        try (Lab lab = new Lab()) {
            assertThat(writeWriteRead(lab, false)).isBetween(DELAYED_ACK, DELAYED_ACK + 4 * LATENCY);
        }
    }

    @Test
    void shouldNotStallWithNoDelay() {
        try (Lab lab = new Lab()) {
            assertThat(writeWriteRead(lab, true)).isEqualTo(2 * LATENCY);
        }
    }

    @Test
    void shouldNotStallWithoutNagleOrWithoutDelayedAck() {
        for (TcpAlgorithms algorithms : List.of(TcpAlgorithms.LINUX.nagle(false), TcpAlgorithms.LINUX.delayedAck(0))) {
            try (Lab lab = new Lab()) {
                lab.network.tcp(TcpOptions.DEFAULT.withAlgorithms(algorithms));
                assertThat(writeWriteRead(lab, false)).isLessThanOrEqualTo(4 * LATENCY);
            }
        }
    }

    @Test
    void shouldSendAGatheringWriteAsOne() {
        try (Lab lab = new Lab()) {
            List<Integer> lengths = lengthsSentByClient(lab);
            lab.serve(Lab::echo);
            lab.client(() -> {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("server", Lab.PORT));
                channel.write(
                        new ByteBuffer[] {ByteBuffer.allocate(3), ByteBuffer.allocate(4), ByteBuffer.allocate(5)});
            });
            lab.runFor(SECOND);
            assertThat(lengths).containsExactly(12);
        }
    }

    private static List<Integer> lengthsSentByClient(Lab lab) {
        List<Integer> lengths = new ArrayList<>();
        lab.simulation.trace().listener(e -> {
            if (e.kind() == TraceKind.PACKET
                    && e.host().equals("server")
                    && PacketEvent.of(e).length() > 0) {
                lengths.add(PacketEvent.of(e).length());
            }
        });
        return lengths;
    }

    /** When the bytes of an upload arrive, in round trips since the first, and how many. */
    private static List<Integer> arrivals(Lab lab, int total) {
        List<Integer> perRound = new ArrayList<>();
        lab.network.links(LinkOptions.DEFAULT.latency(50 * MILLI).jitter(0));
        lab.simulation.trace().listener(e -> {
            if (e.kind() == TraceKind.PACKET && e.host().equals("server")) {
                PacketEvent packet = PacketEvent.of(e);
                int round = (int) (e.nanos() / (100 * MILLI));
                while (perRound.size() <= round) {
                    perRound.add(0);
                }
                perRound.set(round, perRound.get(round) + (packet.delivered() ? packet.length() : 0));
            }
        });
        lab.serve(s -> lab.seen.add("" + s.getInputStream().readAllBytes().length));
        lab.client(() -> {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(new byte[total]);
            }
        });
        lab.runFor(60 * SECOND);
        assertThat(lab.seen).containsExactly("" + total);
        perRound.removeIf(n -> n == 0);
        return perRound;
    }

    @Test
    void shouldStartSlowlyAndDouble() {
        try (Lab lab = new Lab()) {
            assertThat(arrivals(lab, 100_000)).startsWith(14_600, 29_200).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void shouldSendAWindowAtOnceWithoutCongestionWindow() {
        try (Lab lab = new Lab()) {
            lab.network.tcp(TcpOptions.DEFAULT.withAlgorithms(TcpAlgorithms.LINUX.congestionWindow(false)));
            assertThat(arrivals(lab, 100_000)).containsExactly(100_000);
        }
    }

    @Test
    void shouldHalveTheCongestionWindowAtALoss() {
        try (Lab lab = new Lab()) {
            lab.network.tcp(TcpOptions.DEFAULT.withAlgorithms(TcpAlgorithms.LINUX.offload(false)));
            int[] seen = new int[1];
            lab.network.rule(Rules.matching(
                    "the 20th", p -> p.from() == lab.client && p.length() > 0 && ++seen[0] == 20, Verdict.DROP));
            List<Integer> rounds = arrivals(lab, 200_000);
            assertThat(rounds.subList(0, 2)).containsExactly(14_600, 29_200 - 1_460);
            int afterLoss = rounds.get(3);
            assertThat(afterLoss).as("bytes a round: %s", rounds).isLessThan(29_200);
            assertThat(lab.network.counters(lab.client, lab.server).packetsDropped())
                    .isOne();
            assertThat(lab.network.counters(lab.client, lab.server).bytesSent())
                    .as("one segment was repeated")
                    .isEqualTo(200_000 + 1_460);
        }
    }

    @Test
    void shouldCutASegmentToTheMtuOfTheSmallerDirection() {
        try (Lab lab = new Lab()) {
            lab.network.tcp(TcpOptions.DEFAULT.withAlgorithms(TcpAlgorithms.LINUX.offload(false)));
            lab.network.oneWay(lab.server, lab.client, LinkOptions.DEFAULT.mtu(1_000));
            List<Integer> lengths = lengthsSentByClient(lab);
            List<Integer> reads = new ArrayList<>();
            lab.serve(s -> {
                byte[] buffer = new byte[100_000];
                for (int n = s.getInputStream().read(buffer);
                        n > 0;
                        n = s.getInputStream().read(buffer)) {
                    reads.add(n);
                }
            });
            lab.client(() -> {
                try (Socket socket = connect()) {
                    socket.getOutputStream().write(new byte[5_000]);
                }
            });
            lab.runFor(SECOND);
            assertThat(lengths).containsExactly(960, 960, 960, 960, 960, 200);
            assertThat(reads.stream().mapToInt(n -> n).sum()).isEqualTo(5_000);
        }
    }

    @Test
    void shouldProbeAClosedWindowWithBackOffAndGoOnWhenItOpens() {
        try (Lab lab = new Lab()) {
            List<Long> probes = new ArrayList<>();
            boolean[] closed = new boolean[1];
            lab.network.rule(Rules.matching(
                    "look",
                    p -> {
                        if (closed[0] && p.from() == lab.client && p.length() == 0) {
                            probes.add(lab.now());
                        }
                        return false;
                    },
                    Verdict.PASS));
            lab.serve(s -> {
                Thread.sleep(100_000);
                lab.seen.add("" + s.getInputStream().readNBytes(400_000).length + " at " + System.nanoTime() / SECOND);
            });
            lab.client(() -> {
                OutputStream out = connect().getOutputStream();
                lab.simulation.schedule(10 * MILLI, () -> closed[0] = true);
                out.write(new byte[400_000]);
            });
            lab.runFor(99 * SECOND);
            List<Long> gaps = new ArrayList<>();
            for (int i = 1; i < probes.size(); i++) {
                gaps.add((probes.get(i) - probes.get(i - 1)) / (100 * MILLI));
            }
            assertThat(gaps).startsWith(4L, 8L, 16L, 32L, 64L, 128L).hasSizeLessThan(10);
            lab.runFor(2 * SECOND);
            assertThat(lab.seen).containsExactly("400000 at 100");
        }
    }

    @Test
    void shouldAcknowledgeLateOnlyInADialogue() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                s.getInputStream().readNBytes(30);
                s.getOutputStream().write(1);
                Thread.sleep(1_000_000);
            });
            lab.client(() -> {
                Socket socket = connect();
                for (int i = 0; i < 30; i++) {
                    socket.getOutputStream().write(i);
                    Thread.sleep(5);
                }
                assertThat(lab.network.connections(lab.client).getFirst().unacknowledged())
                        .isZero();
                socket.getInputStream().read();
                socket.getOutputStream().write(1);
                Thread.sleep(35);
                assertThat(lab.network.connections(lab.client).getFirst().unacknowledged())
                        .isOne();
                Thread.sleep(10);
                assertThat(lab.network.connections(lab.client).getFirst().unacknowledged())
                        .isZero();
                lab.seen.add("done");
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldGiveUpASlowPathAfterAsLongAsAFastOne() {
        try (Lab lab = new Lab()) {
            lab.network.links(LinkOptions.DEFAULT.latency(SECOND).jitter(0));
            lab.serve(s -> Thread.sleep(10_000_000));
            lab.client(() -> {
                Socket socket = connect();
                lab.network.rule(Rules.drop(lab.client, lab.server));
                socket.getOutputStream().write(1);
                long silent = took(() -> {
                    try {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        lab.seen.add(e.getMessage());
                    }
                });
                assertThat(silent).isBetween(924 * SECOND, (924 + 121) * SECOND);
            });
            lab.run();
            assertThat(lab.seen).containsExactly("Connection timed out");
        }
    }
}
