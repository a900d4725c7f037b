package dev.lockstep.net;

import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.net.pcap.Capture;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a capture holds, byte by byte; tshark reads the same. */
class CaptureTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("run.pcapng");
    }

    @Test
    void shouldWriteHandshakeDataAndEnd() throws IOException {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                try (Socket socket = connect()) {
                    socket.getOutputStream().write(new byte[4_000]);
                    socket.getInputStream().readNBytes(4_000);
                }
            });
            try (Capture capture = lab.network.capture(file())) {
                lab.runFor(SECOND);
                assertThat(capture.packets()).isPositive();
            }
        }
        List<PcapFile.Entry> all = new PcapFile(file()).entries;
        PcapFile.Entry syn = all.get(0);
        assertThat(syn.nanos()).isEqualTo(1_704_067_200_000L * MILLI + MILLI);
        assertThat(syn.host()).isEqualTo("client");
        assertThat(syn.flags()).isEqualTo(2);
        assertThat(syn.options()).isEqualTo(8);
        PcapFile.Entry answer = all.get(1);
        assertThat(answer.host()).isEqualTo("server");
        assertThat(answer.flags()).isEqualTo(18);
        assertThat(answer.acknowledged()).isEqualTo(syn.sequence() + 1 & 0xFFFFFFFFL);
        assertThat(all.get(2).flags()).isEqualTo(16);
        List<PcapFile.Entry> data = all.stream()
                .filter(e -> e.host().equals("client") && e.length() > 0)
                .toList();
        assertThat(data).extracting(PcapFile.Entry::length).containsExactly(1_460, 1_460, 1_080);
        assertThat(data.get(1).sequence()).isEqualTo(syn.sequence() + 1 + 1_460 & 0xFFFFFFFFL);
        assertThat(data.get(2).flags()).as("the last is pushed").isEqualTo(24);
        assertThat(data.get(0).window() << 2).isEqualTo(131_072);
        assertThat(all.stream().filter(e -> (e.flags() & 1) != 0)).hasSize(2);
    }

    @Test
    void shouldShowRetransmissionsAndKeepalives() throws IOException {
        try (Lab lab = new Lab()) {
            lab.serve(s -> s.getInputStream().readNBytes(200));
            lab.client(() -> {
                Socket socket = connect();
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
                socket.setKeepAlive(true);
                socket.getOutputStream().write(new byte[100]);
                Thread.sleep(15_000);
                lab.network.rule(Rules.drop(lab.client, lab.server));
                socket.getOutputStream().write(new byte[50]);
                Thread.sleep(100_000);
            });
            try (Capture capture = lab.network.capture(file())) {
                lab.runFor(20 * SECOND);
                assertThat(capture.packets()).isPositive();
            }
        }
        List<PcapFile.Entry> sent = new PcapFile(file())
                .entries.stream().filter(e -> e.host().equals("client")).toList();
        long first = sent.get(0).sequence() + 1;
        List<PcapFile.Entry> probes = sent.stream()
                .filter(e -> e.sequence() == first + 99 && e.length() == 0)
                .toList();
        assertThat(probes).hasSize(1);
        List<PcapFile.Entry> repeated = sent.stream()
                .filter(e -> e.sequence() == first + 100 && e.length() == 50)
                .toList();
        assertThat(repeated).hasSizeGreaterThan(3);
        assertThat(repeated).extracting(PcapFile.Entry::comment).containsOnly("dropped by a rule");
        assertThat(repeated.get(2).nanos() - repeated.get(1).nanos()).isBetween(2 * 195 * MILLI, 2 * 215 * MILLI);
    }

    @Test
    void shouldSeeOneHostOnlyAndNotChangeTheRun() throws IOException {
        Set<String> hashes = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            try (Lab lab = new Lab()) {
                lab.serve(Lab::echo);
                lab.client(() -> {
                    Socket socket = connect();
                    socket.getOutputStream().write(1);
                    socket.getInputStream().read();
                    new Socket("localhost", 1).close();
                });
                if (i == 0) {
                    lab.runFor(SECOND);
                } else {
                    try (Capture capture = lab.network.capture(file(), lab.server)) {
                        lab.runFor(SECOND);
                        assertThat(capture.packets()).isPositive();
                    }
                }
                hashes.add(lab.simulation.trace().hashText());
            }
        }
        assertThat(hashes).hasSize(1);
        List<PcapFile.Entry> all = new PcapFile(file()).entries;
        assertThat(all).extracting(PcapFile.Entry::host).containsOnly("server");
        assertThat(all.get(0).syn()).isTrue();
        assertThat(all.get(0).nanos() % SECOND).as("seen where it arrives").isEqualTo(MILLI + Lab.LATENCY);
    }
}
