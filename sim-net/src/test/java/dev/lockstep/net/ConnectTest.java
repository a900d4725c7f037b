package dev.lockstep.net;

import static dev.lockstep.net.Lab.LATENCY;
import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.PORT;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Opening connections: how long it takes, and how it fails. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class ConnectTest {
    @Test
    void shouldTakeOneRoundTripToConnectAndOneToAsk() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.client(() -> {
                long[] times = new long[2];
                try (Socket socket = new Socket()) {
                    times[0] = took(() -> socket.connect(new InetSocketAddress("server", PORT)));
                    times[1] = took(() -> {
                        socket.getOutputStream().write(new byte[] {1, 2, 3});
                        lab.seen.add("read " + socket.getInputStream().readNBytes(3).length);
                    });
                }
                assertThat(times).containsExactly(2 * LATENCY, 2 * LATENCY);
                lab.seen.add("done");
            });
            lab.runFor(SECOND);
            assertThat(lab.seen).containsExactly("read 3", "done");
        }
    }

    @Test
    void shouldBeRefusedByAClosedPort() {
        try (Lab lab = new Lab()) {
            lab.client(() -> {
                long start = System.nanoTime();
                try {
                    connect();
                } finally {
                    assertThat(System.nanoTime() - start).isEqualTo(2 * LATENCY);
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("java.net.ConnectException: Connection refused");
        }
    }

    @Test
    void shouldTimeOutAfter127SecondsInABlackHole() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.network.rule(Rules.dropSyn(lab.client, lab.server));
            lab.client(Lab::connect);
            lab.run();
            assertThat(lab.seen).containsExactly("java.net.ConnectException: Connection timed out");
            assertThat(lab.now()).isEqualTo(127 * SECOND + MILLI);
        }
    }

    @Test
    void shouldHonourTheConnectTimeOut() {
        try (Lab lab = new Lab()) {
            lab.network.rule(Rules.isolate(lab.server));
            lab.client(() -> connect(3_100));
            lab.run();
            assertThat(lab.seen).containsExactly("java.net.SocketTimeoutException: Connect timed out");
            assertThat(lab.now()).isEqualTo(3_101 * MILLI);
        }
    }

    @Test
    void shouldConnectAtTheNextSynAfterHealing() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            Guard cut = lab.network.rule(Rules.drop(lab.client, lab.server));
            lab.simulation.schedule(2 * SECOND, cut::close);
            lab.client(() -> {
                assertThat(took(Lab::connect)).isEqualTo(3 * SECOND + 2 * LATENCY);
                lab.seen.add("done");
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("done");
            assertThat(cut.hits()).isEqualTo(2);
        }
    }

    @Test
    void shouldKeepClientsWaitingWhenTheBacklogIsFull() {
        try (Lab lab = new Lab()) {
            lab.server.start("lazy", () -> {
                try (ServerSocket listener = new ServerSocket(PORT, 1)) {
                    Thread.sleep(10_000);
                    listener.accept();
                    Thread.sleep(10_000);
                }
            });
            lab.client(() -> {
                for (int i = 0; i < 2; i++) {
                    connect(1_000);
                }
                lab.seen.add("two are in");
                connect(1_000);
            });
            lab.runFor(30 * SECOND);
            assertThat(lab.seen).containsExactly("two are in", "java.net.SocketTimeoutException: Connect timed out");
        }
    }

    @Test
    void shouldRefuseAPortTwice() {
        try (Lab lab = new Lab()) {
            lab.client(() -> {
                try (ServerSocket first = new ServerSocket(PORT)) {
                    assertThat(first.getLocalPort()).isEqualTo(PORT);
                    new ServerSocket(PORT);
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("java.net.BindException: Address already in use");
        }
    }

    @Test
    void shouldTalkToItselfOverLoopback() {
        try (Lab lab = new Lab()) {
            lab.network.rule(Rules.isolate(lab.client));
            lab.client(() -> {
                try (ServerSocket listener = new ServerSocket(0);
                        Socket socket = new Socket("localhost", listener.getLocalPort());
                        Socket accepted = listener.accept()) {
                    socket.getOutputStream().write(7);
                    lab.seen.add("got " + accepted.getInputStream().read() + " from "
                            + accepted.getInetAddress().getHostAddress());
                }
                try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("client"));
                        Socket socket = new Socket("client", listener.getLocalPort())) {
                    lab.seen.add(socket.getInetAddress() + " "
                            + socket.getLocalAddress().getHostAddress());
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("got 7 from 127.0.0.1", "client/10.0.0.2 10.0.0.2");
        }
    }

    @Test
    void shouldNotKnowStrangeNames() {
        try (Lab lab = new Lab()) {
            lab.client(() -> new Socket("nowhere.example", 80));
            lab.client(() -> {
                lab.seen.add(InetAddress.getByName("server").toString());
                lab.seen.add(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}).getHostName());
                lab.seen.add(InetAddress.getLocalHost().toString());
                InetAddress.getByName("example.org");
            });
            lab.run();
            assertThat(lab.seen)
                    .containsExactlyInAnyOrder(
                            "java.net.UnknownHostException: nowhere.example",
                            "server/10.0.0.1",
                            "server",
                            "client/10.0.0.2",
                            "java.net.UnknownHostException: example.org: Name or service not known");
        }
    }

    @Test
    void shouldLeaveOtherThreadsTheRealNetwork() throws Exception {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                    Socket accepted = listener.accept();
                    java.nio.channels.Selector selector = java.nio.channels.Selector.open()) {
                socket.getOutputStream().write(9);
                assertThat(accepted.getInputStream().read()).isEqualTo(9);
                assertThat(selector.getClass().getName()).startsWith("sun.nio.ch.");
            }
            lab.runFor(SECOND);
        }
    }
}
