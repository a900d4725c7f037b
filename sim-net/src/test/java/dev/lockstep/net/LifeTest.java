package dev.lockstep.net;

import static dev.lockstep.net.Lab.LATENCY;
import static dev.lockstep.net.Lab.MILLI;
import static dev.lockstep.net.Lab.PORT;
import static dev.lockstep.net.Lab.SECOND;
import static dev.lockstep.net.Lab.connect;
import static dev.lockstep.net.Lab.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** Open connections: time-outs, death by silence, back-pressure, the ways to end. */
class LifeTest {
    private static void hold(Socket socket) throws Exception {
        try (socket) {
            Thread.sleep(100_000_000);
        }
    }

    @Test
    void shouldTimeOutReadsExactly() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                socket.setSoTimeout(3_200);
                long took = took(() -> {
                    try {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        lab.seen.add(Lab.text(e));
                    }
                });
                assertThat(took).isEqualTo(3_200 * MILLI);
                socket.close();
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("java.net.SocketTimeoutException: Read timed out");
        }
    }

    @Test
    void shouldNoticeADeadPeerByKeepaliveAfter240Seconds() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                socket.setKeepAlive(true);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 120);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 40);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
                lab.network.rule(Rules.drop(lab.client, lab.server));
                try {
                    socket.getInputStream().read();
                } finally {
                    lab.seen.add("at " + System.nanoTime());
                }
            });
            lab.run();
            assertThat(lab.seen)
                    .containsExactly(
                            "at " + (MILLI + 2 * LATENCY + 240 * SECOND),
                            "java.net.SocketException: Connection timed out");
        }
    }

    @Test
    void shouldKeepALivePeerAlive() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 1);
                socket.setKeepAlive(true);
                socket.getInputStream().read();
            });
            lab.runFor(1_000 * SECOND);
            assertThat(lab.seen).isEmpty();
            assertThat(lab.network.counters(lab.client, lab.server).packetsSent())
                    .isBetween(950L, 1_010L);
        }
    }

    @Test
    void shouldGiveUpUnacknowledgedDataAfter15Retries() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                lab.network.rule(Rules.drop(lab.client, lab.server));
                socket.getOutputStream().write(1);
                try {
                    socket.getInputStream().read();
                } finally {
                    lab.seen.add("after");
                    assertThat(System.nanoTime() / 1e9).isCloseTo(924.8, within(0.1));
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("after", "java.net.SocketException: Connection timed out");
        }
    }

    @Test
    void shouldBlockTheWriterWhileTheReaderIsPaused() {
        try (Lab lab = new Lab()) {
            long[] received = new long[1];
            long[] written = new long[1];
            lab.serve(s -> {
                byte[] buffer = new byte[50_000];
                for (int n = s.getInputStream().read(buffer);
                        n >= 0;
                        n = s.getInputStream().read(buffer)) {
                    received[0] += n;
                }
                lab.seen.add("end of stream");
            });
            lab.client(() -> {
                Socket socket = connect();
                byte[] block = new byte[10_000];
                for (int i = 0; i < 1_000; i++) {
                    socket.getOutputStream().write(block);
                    written[0] += block.length;
                }
                socket.close();
            });
            lab.simulation.schedule(2 * MILLI, lab.server::pause);
            lab.runFor(600 * SECOND);
            long inBuffers = written[0] - received[0];
            assertThat(inBuffers).isBetween(200_000L, 262_144L);
            assertThat(lab.network.netstat()).contains("window 0", "paused");
            lab.server.resume();
            lab.runFor(SECOND / 10);
            assertThat(received[0]).isEqualTo(10_000_000);
            assertThat(lab.seen).containsExactly("end of stream");
        }
    }

    @Test
    void shouldSurviveAPauseOfTheReaderForAnHour() {
        try (Lab lab = new Lab()) {
            lab.serve(Lab::echo);
            lab.simulation.schedule(SECOND, lab.server::pause);
            lab.simulation.schedule(3_600 * SECOND, lab.server::resume);
            lab.client(() -> {
                Socket socket = connect();
                Thread.sleep(2_000);
                socket.getOutputStream().write(new byte[100]);
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
                assertThat(System.nanoTime()).isEqualTo(3_600 * SECOND + LATENCY);
                lab.seen.add("done");
            });
            lab.runFor(4_000 * SECOND);
            assertThat(lab.seen).containsExactly("done");
        }
    }

    @Test
    void shouldCloseHalfAConnection() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                byte[] all = s.getInputStream().readAllBytes();
                Thread.sleep(5_000);
                s.getOutputStream().write(new byte[all.length * 2]);
                s.close();
            });
            lab.client(() -> {
                Socket socket = connect();
                socket.getOutputStream().write(new byte[70_000]);
                socket.shutdownOutput();
                lab.seen.add("got " + socket.getInputStream().readAllBytes().length);
                try {
                    socket.getOutputStream().write(1);
                } finally {
                    socket.close();
                }
            });
            lab.runFor(20 * SECOND);
            assertThat(lab.seen).containsExactly("got 140000", "java.net.SocketException: Socket output is shutdown");
            lab.runFor(100 * SECOND);
            assertThat(lab.network.connections(lab.client)).isEmpty();
            assertThat(lab.network.connections(lab.server)).isEmpty();
        }
    }

    @Test
    void shouldResetWhenTheProcessAtTheOtherEndCrashes() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.simulation.schedule(SECOND, lab.server::crash);
            lab.client(() -> {
                Socket socket = connect();
                lab.seen.add("read " + socket.getInputStream().read());
                OutputStream out = socket.getOutputStream();
                out.write(1);
                Thread.sleep(10);
                out.write(2);
            });
            lab.runFor(20 * SECOND);
            assertThat(lab.seen).containsExactly("read -1", "java.net.SocketException: Broken pipe");
        }
    }

    @Test
    void shouldResetWhenTheOtherEndCrashesWithUnreadData() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.simulation.schedule(SECOND, lab.server::crash);
            lab.client(() -> {
                Socket socket = connect();
                socket.getOutputStream().write(1);
                InputStream in = socket.getInputStream();
                for (int i = 0; i < 2; i++) {
                    try {
                        in.read();
                    } catch (IOException e) {
                        lab.seen.add(Lab.text(e));
                    }
                }
                socket.getOutputStream().write(1);
            });
            lab.runFor(20 * SECOND);
            assertThat(lab.seen)
                    .containsExactly(
                            "java.net.SocketException: Connection reset",
                            "java.net.SocketException: Connection reset",
                            "java.net.SocketException: Broken pipe");
        }
    }

    @Test
    void shouldResetWithLingerZero() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> {
                s.setSoLinger(true, 0);
                Thread.sleep(10);
                s.close();
            });
            lab.client(() -> connect().getInputStream().read());
            lab.runFor(20 * SECOND);
            assertThat(lab.seen).containsExactly("java.net.SocketException: Connection reset");
            assertThat(lab.network.connections(lab.server)).isEmpty();
        }
    }

    @Test
    void shouldResetAllConnectionsOfAPair() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> s.getInputStream().read());
            lab.client(() -> connect().getInputStream().read());
            lab.runFor(SECOND);
            lab.network.reset(lab.client, lab.server);
            lab.runFor(SECOND);
            assertThat(lab.seen)
                    .containsExactlyInAnyOrder(
                            "java.net.SocketException: Connection reset",
                            "server: java.net.SocketException: Connection reset");
        }
    }

    @Test
    void shouldStayHalfOpenAfterAPowerFailureUntilSomethingIsSent() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                socket.setSoTimeout(100_000);
                try {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    lab.seen.add(Lab.text(e));
                }
                lab.network.powerOn(lab.server);
                socket.getOutputStream().write(1);
                socket.getInputStream().read();
            });
            lab.runFor(SECOND);
            lab.network.powerOff(lab.server);
            assertThat(lab.network.netstat()).contains("without power");
            lab.runFor(200 * SECOND);
            assertThat(lab.seen)
                    .containsExactly(
                            "java.net.SocketTimeoutException: Read timed out",
                            "java.net.SocketException: Connection reset");
        }
    }

    @Test
    void shouldReconnectFromTheSamePortAfterAPowerFailureOfTheClient() {
        try (Lab lab = new Lab()) {
            lab.serve(s -> lab.seen.add("read " + s.getInputStream().read()));
            lab.client(() -> connect().getInputStream().read());
            lab.runFor(SECOND);
            lab.network.powerOff(lab.client);
            lab.network.powerOn(lab.client);
            lab.client(() -> {
                assertThat(took(Lab::connect)).isEqualTo(SECOND + 2 * LATENCY);
                lab.seen.add("connected");
            });
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("server: java.net.SocketException: Connection reset", "connected");
        }
    }

    @Test
    void shouldTellBlockedThreadsThatTheSocketWasClosedOrInterrupted() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                Thread.ofVirtual().start(() -> {
                    try {
                        Thread.sleep(50);
                        socket.close();
                    } catch (IOException | InterruptedException e) {
                        lab.seen.add(e.toString());
                    }
                });
                socket.getInputStream().read();
            });
            Thread interrupted = lab.client(() -> connect().getInputStream().read());
            lab.runFor(SECOND);
            interrupted.interrupt();
            lab.runFor(SECOND);
            assertThat(lab.seen)
                    .containsExactly(
                            "java.net.SocketException: Socket closed", "java.net.SocketException: Closed by interrupt");
        }
    }

    @Test
    void shouldNotInterruptPlatformThreadsInSockets() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                Socket socket = connect();
                socket.setSoTimeout(5_000);
                Thread reader = new Thread(() -> {
                    try {
                        socket.getInputStream().read();
                    } catch (IOException e) {
                        lab.seen.add(Lab.text(e) + " " + Thread.currentThread().isInterrupted() + " at "
                                + System.nanoTime() / SECOND);
                    }
                });
                reader.start();
                Thread.sleep(1_000);
                reader.interrupt();
                reader.join();
            });
            lab.runFor(20 * SECOND);
            assertThat(lab.seen).containsExactly("java.net.SocketTimeoutException: Read timed out true at 5");
        }
    }

    @Test
    void shouldFreeThePortsOfACrashedServer() {
        try (Lab lab = new Lab()) {
            lab.serve(LifeTest::hold);
            lab.client(() -> {
                connect();
                Thread.sleep(5_000);
                connect();
                lab.seen.add("again");
            });
            lab.runFor(SECOND);
            lab.server.crash();
            lab.serve(LifeTest::hold);
            lab.runFor(10 * SECOND);
            assertThat(lab.seen).containsExactly("again");
            assertThat(lab.network.netstat()).contains("listen 0.0.0.0:" + PORT);
        }
    }

    @Test
    void shouldAcceptWithATimeOut() {
        try (Lab lab = new Lab()) {
            lab.client(() -> {
                try (ServerSocket listener = new ServerSocket(PORT)) {
                    listener.setSoTimeout(700);
                    listener.accept();
                }
            });
            lab.run();
            assertThat(lab.seen).containsExactly("java.net.SocketTimeoutException: Accept timed out");
            assertThat(lab.now()).isEqualTo(701 * MILLI);
        }
    }
}
