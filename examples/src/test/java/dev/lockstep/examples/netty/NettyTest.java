package dev.lockstep.examples.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.OwnClasses;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A Netty server and client: a partition, a reset, and a client that reads nothing for a while. */
class NettyTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int PORT = 7;

    /** What an idle network adds to a bound. */
    private static final long ROUND_TRIPS = 10 * MILLI;

    private static final OwnClasses OWN =
            OwnClasses.of("io.netty.", NettyEchoServer.class.getName(), NettyEchoClient.class.getName());

    private final Simulation simulation;
    private final Network network;
    private final Host server;
    private final Host client;
    private final List<Event> events = new ArrayList<>();
    private @Nullable EchoServer echoServer;
    private @Nullable EchoClient echoClient;

    private record Event(long at, String text) {}

    NettyTest(Simulation simulation) {
        this.simulation = simulation;
        network = Network.of(simulation);
        server = simulation.host("server");
        client = simulation.host("client");
    }

    @BeforeEach
    void start() {
        server.start("main", () -> {
            echoServer = OWN.create(EchoServer.class, NettyEchoServer.class);
            echoServer.start(PORT);
        });
        runFor(SECOND);
        client.start("main", () -> {
            echoClient = OWN.create(EchoClient.class, NettyEchoClient.class);
            echoClient.start("server", PORT, text -> events.add(new Event(System.nanoTime(), text)));
        });
        runFor(SECOND + simulation.choices("faults").between(0, SECOND));
        assertThat(texts()).startsWith("connected", "line 0", "line 1");
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    @SimTest(seeds = 2)
    void aPartitionIsNoticedByTheReadTimeOutAndSurvived() {
        Guard partition = network.rule(Rules.drop(server, client));
        long cut = simulation.nanoTime();
        runFor(3 * EchoClient.READ_TIMEOUT * MILLI);
        partition.close();
        long healed = simulation.nanoTime();
        runFor(5 * SECOND);

        long silent = first("lost ReadTimeoutException") - cut;
        assertThat(silent)
                .isBetween(
                        (EchoClient.READ_TIMEOUT - EchoClient.PERIOD) * MILLI,
                        EchoClient.READ_TIMEOUT * MILLI + ROUND_TRIPS);
        assertThat(since(cut)).contains("lost ConnectTimeoutException");
        assertThat(next("connected", healed) - healed)
                .isLessThanOrEqualTo((EchoClient.CONNECT_TIMEOUT + EchoClient.RECONNECT) * MILLI + ROUND_TRIPS);
        assertThat(since(healed).stream().filter(t -> t.startsWith("line "))).hasSizeGreaterThan(10);
    }

    @SimTest(seeds = 2)
    void aResetIsNoticedAtOnce() {
        long reset = simulation.nanoTime();
        network.reset(server, client);
        runFor(5 * SECOND);

        long lost = first("lost SocketException");
        assertThat(lost - reset).isLessThanOrEqualTo(ROUND_TRIPS);
        assertThat(next("connected", lost) - lost)
                .isBetween(EchoClient.RECONNECT * MILLI, EchoClient.RECONNECT * MILLI + ROUND_TRIPS);
        assertThat(since(reset).stream().filter(t -> t.startsWith("lost"))).hasSize(1);
    }

    @SimTest(seeds = 2)
    void aClientThatDoesNotReadHoldsUpTheServerInBoundedMemory() {
        int lines = 5_000;
        long from = simulation.nanoTime();
        client.start("flood", () -> Objects.requireNonNull(echoClient).flood(lines));
        runFor(30 * SECOND);
        assertThat(floods(from)).isEmpty();
        EchoServer held = Objects.requireNonNull(echoServer);
        assertThat(held.mostPending()).isPositive().isLessThanOrEqualTo(held.pendingBound());

        client.start("drain", () -> Objects.requireNonNull(echoClient).drain());
        // At worst a window of 64 KiB goes there, and its acknowledgement comes back, one after the other.
        long roundTrip = 2
                * (network.link(server, client).latency().leastNanos()
                        + network.link(server, client).jitterNanos());
        runFor(ROUND_TRIPS + 2 * roundTrip * (lines * EchoClient.FLOOD_LINE / (64 << 10)));
        assertThat(floods(from)).as("all of them, in order").hasSize(lines).isSorted();
        assertThat(since(from)).noneMatch(t -> t.startsWith("lost"));
    }

    private List<Integer> floods(long from) {
        return since(from).stream()
                .filter(t -> t.startsWith("flood "))
                .map(t -> Integer.valueOf(t.substring(6, t.indexOf(' ', 6))))
                .toList();
    }

    private List<String> texts() {
        return since(0);
    }

    private List<String> since(long time) {
        return events.stream().filter(e -> e.at() >= time).map(Event::text).toList();
    }

    private long first(String text) {
        return next(text, 0);
    }

    /** When this first happened after a time; fails if it did not. */
    private long next(String text, long after) {
        return events.stream()
                .filter(e -> e.at() >= after && e.text().equals(text))
                .mapToLong(Event::at)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + text + " in " + since(after)));
    }
}
