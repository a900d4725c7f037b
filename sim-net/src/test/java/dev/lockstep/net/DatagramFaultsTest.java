package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What links and rules do to datagrams, nobody makes good. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class DatagramFaultsTest {
    private static final int DATAGRAMS = 10;

    /** Sends numbered datagrams of growing length, and tells the lengths that arrive. */
    private static List<Integer> lengths(Lab lab) {
        List<Integer> lengths = new ArrayList<>();
        lab.server.start("server", () -> {
            try (DatagramSocket socket = new DatagramSocket(Lab.PORT)) {
                socket.setSoTimeout(10_000);
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                    socket.receive(packet);
                    lengths.add(packet.getLength());
                }
            } catch (SocketTimeoutException e) {
                // nothing more comes
            }
        });
        lab.client(DatagramFaultsTest::send);
        lab.run();
        return lengths;
    }

    private static void send() throws IOException {
        InetAddress server = InetAddress.getByName("server");
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 1; i <= DATAGRAMS; i++) {
                socket.send(new DatagramPacket(new byte[i], i, server, Lab.PORT));
            }
        }
    }

    @Test
    void shouldArriveInOrderWithoutFaults() {
        try (Lab lab = new Lab()) {
            assertThat(lengths(lab)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void shouldStayLost() {
        try (Lab lab = new Lab()) {
            lab.network.rule(p -> p.length() % 2 == 0 ? Verdict.DROP : Verdict.PASS);
            assertThat(lengths(lab)).containsExactly(1, 3, 5, 7, 9);
        }
    }

    @Test
    void shouldOvertakeWhatIsLate() {
        try (Lab lab = new Lab()) {
            lab.network.rule(p -> p.length() == 3 ? Verdict.deliverAfter(Lab.SECOND) : Verdict.PASS);
            assertThat(lengths(lab)).containsExactly(1, 2, 4, 5, 6, 7, 8, 9, 10, 3);
        }
    }

    @Test
    void shouldNotReachAHostWithoutPower() {
        try (Lab lab = new Lab()) {
            lab.network.powerOff(lab.server);
            lab.client(DatagramFaultsTest::send);
            lab.run();
            assertThat(lab.network.counters(lab.client, lab.server).packetsDropped())
                    .isEqualTo(DATAGRAMS);
        }
    }
}
