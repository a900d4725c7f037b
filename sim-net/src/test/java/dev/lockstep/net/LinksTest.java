package dev.lockstep.net;

import static dev.lockstep.net.Lab.LATENCY;
import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What links do to packets: latency in several shapes, impairments, MTU, regions. */
class LinksTest {
    private static final int DRAWS = 20_000;

    private static long[] sorted(Latency latency) {
        Choices choices = Choices.seeded(7);
        long[] draws = new long[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = latency.draw(choices);
        }
        Arrays.sort(draws);
        return draws;
    }

    @Test
    void shouldDrawLatenciesAsTheDistributionSays() {
        assertThat(sorted(Latency.constant(5))).containsOnly(5);
        long[] uniform = sorted(Latency.uniform(100, 300));
        assertThat(uniform[0]).isEqualTo(100);
        assertThat(uniform[DRAWS - 1]).isEqualTo(300);
        assertThat(uniform[DRAWS / 2]).isBetween(195L, 205L);
        long[] logNormal = sorted(Latency.logNormal(MILLI, 0.5));
        assertThat(logNormal[DRAWS / 2]).isBetween(980_000L, 1_020_000L);
        // One standard deviation above the median is a factor of e^0.5.
        assertThat(logNormal[(int) (DRAWS * 0.8413)]).isBetween(1_600_000L, 1_700_000L);
        long[] measured =
                sorted(Latency.histogram(List.of(new Latency.Bucket(0, 10, 9), new Latency.Bucket(1_000, 1_000, 1))));
        assertThat(measured[(int) (DRAWS * 0.88)]).isLessThanOrEqualTo(10);
        assertThat(measured[(int) (DRAWS * 0.92)]).isEqualTo(1_000);
    }

    @Test
    void shouldRefuseWhatNoLinkCanBe() {
        assertThatThrownBy(() -> Latency.uniform(10, 9)).hasMessageContaining("highNanos is 9 ns, expected 10");
        assertThatThrownBy(() -> Impairments.NONE.loss(1.5)).hasMessageContaining("loss is 1.5, expected 0 to 1");
        assertThatThrownBy(() -> LinkOptions.DEFAULT.mtu(100)).hasMessageContaining("mtu is 100, expected 576");
        assertThatThrownBy(() -> Latency.histogram(List.of())).hasMessageContaining("0 buckets");
    }

    private static LinkCounters upload(Impairments impairments, int bytes, List<String> seen) {
        try (Lab lab = new Lab()) {
            lab.network.links(LinkOptions.DEFAULT.latency(MILLI).jitter(0).impairments(impairments));
            lab.serve(s -> {
                int count = 0;
                for (int b = s.getInputStream().read();
                        b >= 0;
                        b = s.getInputStream().read()) {
                    if (b != (count % 251)) {
                        throw new AssertionError("byte " + count + " is " + b);
                    }
                    count++;
                }
                lab.seen.add("received " + count);
            });
            lab.client(() -> {
                try (Socket socket = connect()) {
                    byte[] data = new byte[bytes];
                    for (int i = 0; i < bytes; i++) {
                        data[i] = (byte) (i % 251);
                    }
                    socket.getOutputStream().write(data);
                }
            });
            lab.runFor(2_000 * SECOND);
            seen.addAll(lab.seen);
            return lab.network.counters(lab.client, lab.server);
        }
    }

    @Test
    void shouldLoseDuplicateReorderAndCorruptAndStillDeliverTheStream() {
        for (Impairments bad : List.of(
                Impairments.NONE.loss(0.05),
                Impairments.NONE.duplication(0.1),
                Impairments.NONE.reordering(0.1, 3 * MILLI),
                Impairments.NONE.corruption(0.05),
                new Impairments(0.02, 0.02, 0.05, MILLI, 0.02))) {
            List<String> seen = new java.util.ArrayList<>();
            LinkCounters counters = upload(bad, 600_000, seen);
            assertThat(seen).as("%s", bad).containsExactly("received 600000");
            double packets = counters.packetsSent();
            assertThat(counters.packetsDuplicated() / packets)
                    .isBetween(0.5 * bad.duplication(), 1.5 * bad.duplication());
            assertThat(counters.packetsReordered() / packets).isBetween(0.5 * bad.reordering(), 1.5 * bad.reordering());
            assertThat(counters.packetsCorrupted() / packets).isBetween(0.4 * bad.corruption(), 1.6 * bad.corruption());
            assertThat(counters.packetsDropped() / packets)
                    .isBetween(0.5 * (bad.loss() + bad.corruption()), 1.5 * (bad.loss() + bad.corruption()));
        }
    }

    @Test
    void shouldNotShiftOtherDecisionsWhenAnImpairmentIsOn() {
        String[] jitters = new String[2];
        for (int i = 0; i < 2; i++) {
            try (Lab lab = new Lab()) {
                Impairments bad = i == 0
                        ? Impairments.NONE
                        : Impairments.NONE.corruption(1e-9).duplication(1e-9);
                lab.network.links(LinkOptions.DEFAULT.jitter(MILLI).impairments(bad));
                lab.serve(Lab::echo);
                lab.client(() -> {
                    Socket socket = connect();
                    for (int n = 0; n < 20; n++) {
                        lab.seen.add(""
                                + took(() -> {
                                    socket.getOutputStream().write(1);
                                    socket.getInputStream().read();
                                }));
                    }
                });
                lab.runFor(SECOND);
                assertThat(lab.seen).hasSize(20);
                jitters[i] = lab.seen.toString();
            }
        }
        assertThat(jitters[1]).isEqualTo(jitters[0]);
    }

    @Test
    void shouldTakeTheLatencyOfTheRegions() {
        try (Lab lab = new Lab()) {
            Host late = lab.simulation.host("late");
            LinkOptions near = LinkOptions.DEFAULT.jitter(0);
            lab.network.regions(Regions.otherwise(near.latency(LATENCY))
                    .place("eu", List.of(lab.server))
                    .place("us", List.of(lab.client, late))
                    .between("eu", "us", near.latency(40 * MILLI))
                    .within("us", near.latency(2 * MILLI)));
            assertThat(lab.network.link(lab.client, late).latency()).isEqualTo(Latency.constant(2 * MILLI));
            lab.serve(Lab::echo);
            lab.client(() -> {
                assertThat(took(Lab::connect)).isEqualTo(80 * MILLI);
                lab.seen.add("done");
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldCountTheHeadersOfEveryPacketAgainstTheBandwidth() {
        try (Lab lab = new Lab()) {
            lab.network.oneWay(
                    lab.client,
                    lab.server,
                    LinkOptions.DEFAULT
                            .latency(0)
                            .jitter(0)
                            .bandwidth(1_000_000)
                            .mtu(1_040));
            lab.serve(s -> {
                s.getInputStream().readNBytes(10_000);
                lab.seen.add("took " + System.nanoTime());
            });
            long[] start = new long[1];
            lab.client(() -> {
                Socket socket = connect();
                Thread.sleep(10);
                start[0] = System.nanoTime();
                socket.getOutputStream().write(new byte[10_000]);
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("took " + (start[0] + 10_400_000));
        }
    }
}
