package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.core.Host;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host is told of its own interfaces. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class InterfacesTest {
    private static void on(Host host, Lab lab, Host.ThrowingRunnable body) {
        host.start("main", body);
        lab.run();
    }

    private static String text(NetworkInterface one) throws SocketException {
        return one.getName() + " " + one.getDisplayName() + " " + one.getIndex() + " up " + one.isUp() + " loopback "
                + one.isLoopback() + " multicast " + one.supportsMulticast() + " peer " + one.isPointToPoint()
                + " virtual " + one.isVirtual() + " mtu " + one.getMTU() + " " + bindings(one);
    }

    private static String bindings(NetworkInterface one) {
        StringBuilder text = new StringBuilder();
        for (InterfaceAddress binding : one.getInterfaceAddresses()) {
            text.append(binding.getAddress().getHostAddress()).append('/').append(binding.getNetworkPrefixLength());
            text.append(' ').append(binding.getBroadcast());
        }
        return text.toString();
    }

    @Test
    void shouldListEthernetAndLoopback() {
        try (Lab lab = new Lab()) {
            on(lab.client, lab, () -> {
                for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                    lab.seen.add(text(each));
                }
                assertThat(NetworkInterface.networkInterfaces()).hasSize(2);
            });
            assertThat(lab.seen)
                    .containsExactly(
                            "eth0 eth0 2 up true loopback false multicast true peer false virtual false mtu 1500"
                                    + " 10.0.0.2/8 /10.255.255.255",
                            "lo lo 1 up true loopback true multicast false peer false virtual false mtu 65536"
                                    + " 127.0.0.1/8 null");
        }
    }

    @Test
    void shouldFindOneByNameIndexAndAddress() {
        try (Lab lab = new Lab()) {
            on(lab.server, lab, () -> {
                NetworkInterface ethernet = NetworkInterface.getByName("eth0");
                assertThat(NetworkInterface.getByIndex(2)).isEqualTo(ethernet);
                assertThat(NetworkInterface.getByInetAddress(InetAddress.getLocalHost()))
                        .isEqualTo(ethernet);
                assertThat(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()))
                        .isEqualTo(NetworkInterface.getByName("lo"));
                assertThat(ethernet.getSubInterfaces().hasMoreElements()).isFalse();
                assertThat(ethernet.getParent()).isNull();
                lab.seen.add("found");
            });
            assertThat(lab.seen).containsExactly("found");
        }
    }

    @Test
    void shouldNotFindThoseOfOtherHostsOrOfTheMachine() {
        try (Lab lab = new Lab()) {
            on(lab.server, lab, () -> {
                assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName("client")))
                        .isNull();
                assertThat(NetworkInterface.getByName("eth1")).isNull();
                assertThat(NetworkInterface.getByIndex(3)).isNull();
                assertThatThrownBy(() -> NetworkInterface.getByIndex(-1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Interface index can't be negative");
                lab.seen.add("done");
            });
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldGiveEachHostAnAddressOfItsOwn() {
        try (Lab lab = new Lab()) {
            for (Host host : List.of(lab.client, lab.server)) {
                host.start("main", () -> {
                    byte[] address = NetworkInterface.getByName("eth0").getHardwareAddress();
                    lab.seen.add(host + " " + HexFormat.ofDelimiter(":").formatHex(address));
                    assertThat(NetworkInterface.getByName("lo").getHardwareAddress())
                            .isNull();
                });
            }
            lab.run();
            assertThat(lab.seen).containsExactlyInAnyOrder("client 02:00:0a:00:00:02", "server 02:00:0a:00:00:01");
        }
    }

    @Test
    void shouldLeaveOtherThreadsTheMachinesOwn() throws SocketException {
        List<String> before = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            before.add(each + " " + each.isUp() + " " + each.getMTU());
        }
        try (Lab lab = new Lab()) {
            on(lab.server, lab, () -> NetworkInterface.getByName("eth0"));
            List<String> after = new ArrayList<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                after.add(each + " " + each.isUp() + " " + each.getMTU());
            }
            assertThat(after).isEqualTo(before).isNotEmpty();
        }
    }
}
