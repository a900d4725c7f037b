package dev.lockstep.net;

import static dev.lockstep.net.Lab.LATENCY;
import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults, links and what is told of them. */
class RulesTest {
    /** Serves 1 MB to whoever connects, and counts what the client gets. */
    private static long[] download(Lab lab) {
        long[] received = new long[1];
        lab.serve(s -> {
            s.getOutputStream().write(new byte[1_000_000]);
            s.close();
        });
        lab.client(() -> {
            try (Socket socket = connect()) {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[10_000];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    received[0] += n;
                }
                lab.seen.add("all at " + System.nanoTime());
            }
        });
        return received;
    }

    @Test
    void shouldCutAfterExactlySoManyBytes() {
        try (Lab lab = new Lab()) {
            Guard cut = lab.network.rule(Rules.cutAfter(lab.server, lab.client, 123_457));
            long[] received = download(lab);
            lab.runFor(60 * SECOND);
            assertThat(received[0]).isEqualTo(123_457);
            assertThat(lab.network.connections(lab.client).getFirst().delivered())
                    .isEqualTo(123_457);
            cut.close();
            lab.runFor(120 * SECOND);
            assertThat(received[0]).isEqualTo(1_000_000);
        }
    }

    @Test
    void shouldHoldAndRelease() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                Socket socket = connect();
                Guard hold = lab.network.rule(Rules.hold(lab.client, lab.server));
                lab.simulation.schedule(150 * MILLI, hold::close);
                socket.getOutputStream().write(1);
                assertThat(took(() -> socket.getInputStream().read())).isEqualTo(150 * MILLI + 2 * LATENCY);
                socket.close();
                lab.seen.add("done");
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldDelayAndCutPacketsThatAreUnderWay() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                Socket socket = connect();
                try (Guard slow = lab.network.rule(Rules.delay(lab.client, lab.server, 50 * MILLI))) {
                    socket.getOutputStream().write(1);
                    assertThat(took(() -> socket.getInputStream().read())).isEqualTo(2 * (50 * MILLI + LATENCY));
                    assertThat(slow.hits()).isGreaterThanOrEqualTo(3);
                }
                socket.getOutputStream().write(1);
                Guard cut = lab.network.rule(Rules.oneWay(lab.client, lab.server));
                socket.setSoTimeout(10_000);
                lab.simulation.schedule(SECOND, cut::close);
                long waited = took(() -> socket.getInputStream().read());
                assertThat(waited).isGreaterThan(SECOND);
                lab.seen.add("done");
            });
            lab.runFor(20 * SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldPartitionGroups() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.network.rule(Rules.partition(List.of(lab.client), List.of(lab.server)));
            lab.client(() -> connect(500));
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("java.net.SocketTimeoutException: Connect timed out");
        }
    }

    @Test
    void shouldTakeTheTimeTheBandwidthAllows() {
        try (Lab lab = new Lab()) {
            lab.network.oneWay(
                    lab.server,
                    lab.client,
                    LinkOptions.DEFAULT.latency(MILLI).jitter(0).bandwidth(100_000));
            long[] received = download(lab);
            lab.runFor(5 * SECOND);
            assertThat(received[0]).isBetween(470_000L, 500_000L);
            lab.runFor(10 * SECOND);
            assertThat(received[0]).isEqualTo(1_000_000);
            LinkCounters counters = lab.network.counters(lab.server, lab.client);
            assertThat(counters.bytesSent()).as("no byte is sent twice").isEqualTo(1_000_000);
            assertThat(counters.packetsDropped()).isZero();
        }
    }

    @Test
    void shouldDropWhatTheQueueCannotHold() {
        try (Lab lab = new Lab()) {
            lab.network.oneWay(
                    lab.server,
                    lab.client,
                    LinkOptions.DEFAULT.bandwidth(1_000_000).queue(20_000));
            long[] received = download(lab);
            lab.runFor(120 * SECOND);
            assertThat(received[0]).isEqualTo(1_000_000);
            assertThat(lab.network.counters(lab.server, lab.client).packetsDropped())
                    .isPositive();
        }
    }

    @Test
    void shouldNeedFewEventsForMuchData() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                for (int i = 0; i < 160; i++) {
                    s.getOutputStream().write(new byte[65_536]);
                }
                s.close();
            });
            lab.client(() -> lab.seen.add("" + connect().getInputStream().readAllBytes().length));
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("10485760");
            assertThat(lab.simulation.steps()).isLessThan(5_000);
        }
    }

    @Test
    void shouldTellFaultsAndPacketsToTheTrace() {
        try (Lab lab = new Lab()) {
            List<TraceEvent> events = new ArrayList<>();
            lab.simulation.trace().listener(events::add);
            try (Guard guard = lab.network.rule(Rules.dropSyn(lab.client, lab.server))) {
                lab.client(() -> connect(500));
                lab.run();
                assertThat(guard.hits()).isOne();
                assertThat(lab.network.netstat()).contains("rule #1 drop SYN client->server hits 1");
            }
            assertThat(events.stream().filter(e -> e.kind() == TraceKind.FAULT).map(TraceEvent::text))
                    .containsExactly("in force: drop SYN client->server", "lifted: drop SYN client->server");
            assertThat(events.stream().filter(e -> e.kind() == TraceKind.PACKET).map(PacketEvent::of))
                    .containsExactly(new PacketEvent(false, 32_768, Lab.PORT, 2, 0, 0, 0));
        }
    }

    @Test
    void shouldShowConnectionsInNetstat() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> Thread.sleep(100_000));
            lab.client(() -> {
                connect().getOutputStream().write(new byte[1_000]);
                Thread.sleep(100_000);
            });
            lab.runFor(SECOND);
            assertThat(lab.network.netstat())
                    .contains(
                            "server 10.0.0.1\n  listen 0.0.0.0:6379 queue 0/50",
                            "10.0.0.1:6379         10.0.0.2:32768        ESTABLISHED  unread 1000 delivered 0",
                            "10.0.0.2:32768        10.0.0.1:6379         ESTABLISHED  unread 0");
        }
    }
}
