package dev.lockstep.net;

import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever packets are lost or late: what arrives is what was sent, in order, and in the end all of it. */
class RecoveryProperties {
    /** A stream of bytes that tells its position, so that loss, repetition and disorder all show. */
    private static byte at(long position) {
        return (byte) (position * 31 + (position >>> 8) * 17 + (position >>> 16));
    }

    private static void send(OutputStream out, int total, int largest, long seed) throws Exception {
        Random chunks = new Random(seed);
        int sent = 0;
        while (sent < total) {
            byte[] chunk = new byte[Math.min(total - sent, 1 + chunks.nextInt(largest))];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = at(sent + i);
            }
            out.write(chunk);
            sent += chunk.length;
        }
    }

    private static int receive(InputStream in, int largest, long seed) throws Exception {
        Random sizes = new Random(seed);
        int received = 0;
        while (true) {
            byte[] buffer = new byte[1 + sizes.nextInt(largest)];
            int count = in.read(buffer);
            if (count < 0) {
                return received;
            }
            for (int i = 0; i < count; i++) {
                if (buffer[i] != at(received + i)) {
                    throw new AssertionError("byte " + (received + i) + " is " + buffer[i]);
                }
            }
            received += count;
        }
    }

    private static Lab transfer(Lab lab, int total, int largest, long seed) {
        lab.serve(s -> {
            lab.seen.add("received " + receive(s.getInputStream(), largest, seed + 1));
            send(s.getOutputStream(), 1_000, 100, seed);
            s.close();
        });
        lab.client(() -> {
            try (Socket socket = Lab.connect()) {
                send(socket.getOutputStream(), total, largest, seed);
                socket.shutdownOutput();
                lab.seen.add("answered " + receive(socket.getInputStream(), 1_000, seed));
            }
        });
        return lab;
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void shouldDeliverAllInOrderThroughOutages(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 700_000) int total,
            @ForAll @IntRange(min = 1, max = 65_536) int segment,
            @ForAll @Size(max = 6) List<@LongRange(min = 1, max = 3_000) Long> windows) {
        try (Lab lab = new Lab(seed)) {
            lab.network.tcp(TcpOptions.DEFAULT.withSegmentBytes(Math.max(segment, total / 2_000 + 1)));
            lab.network.link(lab.client, lab.server, LinkOptions.DEFAULT.bandwidth(300_000));
            long at = 0;
            for (int i = 0; i < windows.size(); i++) {
                Rule rule = i % 3 == 0 ? Rules.oneWay(lab.client, lab.server) : Rules.drop(lab.client, lab.server);
                at += windows.get(i) * MILLI;
                lab.simulation.schedule(at, () -> {
                    Guard cut = lab.network.rule(rule);
                    lab.simulation.schedule(windows.getFirst() * MILLI, cut::close);
                });
            }
            transfer(lab, total, 70_000, seed).runFor(600 * SECOND);
            assertThat(lab.seen).containsExactly("received " + total, "answered 1000");
            assertThat(lab.network.netstat()).doesNotContain("ESTABLISHED");
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void shouldDeliverAllInOrderThroughLossAndReordering(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 300_000) int total,
            @ForAll @IntRange(min = 0, max = 20) int lossPercent,
            @ForAll @IntRange(min = 0, max = 50) int latePercent) {
        try (Lab lab = new Lab(seed)) {
            lab.network.tcp(TcpOptions.DEFAULT.withSegmentBytes(1_460).withBuffers(30_000, 40_000));
            lab.network.links(LinkOptions.DEFAULT.latency(5 * MILLI).jitter(MILLI));
            lab.network.rule(
                    Rules.lose(lab.client, lab.server, lossPercent / 100.0, lab.simulation.choices("network")));
            lab.network.rule(Rules.matching(
                    "late",
                    p -> lab.simulation.choices("network").chance(latePercent / 100.0),
                    Verdict.deliverAfter(3 * MILLI)));
            transfer(lab, total, 9_000, seed).runFor(1_000 * SECOND);
            assertThat(lab.seen).containsExactly("received " + total, "answered 1000");
        }
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void shouldTakeTheSamePathForTheSameSeed(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        String[] hashes = new String[2];
        for (int i = 0; i < 2; i++) {
            try (Lab lab = new Lab(seed)) {
                lab.network.links(LinkOptions.DEFAULT);
                lab.network.rule(Rules.lose(lab.client, lab.server, 0.05, lab.simulation.choices("network")));
                lab.server.start("loop", NioTest::echoLoop);
                for (int c = 0; c < 3; c++) {
                    lab.client(() -> {
                        try (Socket socket = Lab.connect()) {
                            send(socket.getOutputStream(), 5_000, 900, seed);
                            lab.seen.add("" + socket.getInputStream().readNBytes(5_000).length);
                        }
                    });
                }
                lab.runFor(200 * SECOND);
                assertThat(lab.seen).containsExactly("5000", "5000", "5000");
                hashes[i] = lab.simulation.trace().hashText();
            }
        }
        assertThat(hashes[0]).isEqualTo(hashes[1]);
    }
}
