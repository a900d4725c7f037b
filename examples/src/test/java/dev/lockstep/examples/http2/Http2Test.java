package dev.lockstep.examples.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.OwnClasses;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The JDK's client and a Netty server over HTTP/2: many streams on one connection, in a partition, with a slow reader, reset. */
class Http2Test {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long TIMEOUT = 2 * SECOND;
    private static final int PORT = 8080;

    /** The client's window of a stream: what the server may send before the client reads, bytes. */
    private static final int WINDOW = 64 << 10;

    /** A request and its answer on an idle network. */
    private static final long ROUND_TRIPS = 10 * MILLI;

    private static final OwnClasses OWN = OwnClasses.of("io.netty.", NettyWebServer.class.getName());

    private final Simulation simulation;
    private final Network network;
    private final Host server;
    private final Host client;
    private final List<Answer> answers = new ArrayList<>();

    private record Answer(long began, long ended, String text) {
        long took() {
            return ended - began;
        }
    }

    Http2Test(Simulation simulation) {
        this.simulation = simulation;
        network = Network.of(simulation);
        server = simulation.host("server");
        client = simulation.host("client");
        client.property("jdk.httpclient.windowsize", Integer.toString(WINDOW));
    }

    @BeforeEach
    void startServer() {
        server.start(
                "main", () -> OWN.create(WebServer.class, NettyWebServer.class).start(PORT));
        runFor(SECOND);
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://server:" + PORT + path))
                .timeout(Duration.ofNanos(TIMEOUT))
                .build();
    }

    private void note(HttpClient http, String path) throws InterruptedException {
        long began = System.nanoTime();
        String text;
        try {
            HttpResponse<String> response = http.send(get(path), BodyHandlers.ofString());
            text = response.version() + " " + response.body();
        } catch (IOException e) {
            text = e.getClass().getSimpleName();
        }
        answers.add(new Answer(began, System.nanoTime(), text));
    }

    /** Three streams at once, again and again, on one connection. */
    private void startRequests(String path) {
        client.start("main", () -> {
            HttpClient http = HttpClient.newHttpClient();
            note(http, "/first"); // the connection is upgraded
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                            try {
                                while (true) {
                                    note(http, path);
                                    Thread.sleep(20);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .start();
            }
        });
        runFor(simulation.choices("faults").between(2 * SECOND, 3 * SECOND));
        assertThat(answers).isNotEmpty().allMatch(a -> a.text().startsWith("HTTP_2 /"));
        assertThat(network.connections(client)).hasSize(1);
    }

    @SimTest(seeds = 2)
    void aPartitionEndsEveryStreamInTimeAndTheConnectionGoesOn() {
        startRequests("/quick");
        long outage = 5 * TIMEOUT / 2;
        Guard partition = network.rule(Rules.drop(client, server));
        runFor(outage);
        partition.close();
        long healed = simulation.nanoTime();
        runFor(2 * outage);

        List<Answer> failed =
                answers.stream().filter(a -> a.text().endsWith("Exception")).toList();
        assertThat(failed).hasSizeBetween(6, 12).allMatch(a -> a.text().equals("HttpTimeoutException"));
        // The client counts in whole milliseconds.
        assertThat(failed).allMatch(a -> a.took() > TIMEOUT - MILLI && a.took() <= TIMEOUT + ROUND_TRIPS);
        // TCP repeats what was lost after waits that double: the next one is never longer than the cut was.
        long recovered = healed + outage + network.tcp().rtoMinNanos();
        assertThat(answers.stream().filter(a -> a.began() > recovered))
                .isNotEmpty()
                .allMatch(a -> a.text().equals("HTTP_2 /quick"));
    }

    @SimTest(seeds = 2)
    void aResetEndsAllStreamsAtOnceAndTheNextConnects() {
        startRequests("/slow");
        long reset = simulation.nanoTime();
        network.reset(client, server);
        runFor(5 * SECOND);

        List<Answer> failed =
                answers.stream().filter(a -> a.text().endsWith("Exception")).toList();
        assertThat(failed).isNotEmpty().allMatch(a -> a.ended() - reset <= ROUND_TRIPS);
        assertThat(answers.stream().filter(a -> a.began() > reset))
                .isNotEmpty()
                .allMatch(a ->
                        a.text().equals("HTTP_2 /slow") && a.took() <= WebServer.SLOW_MILLIS * MILLI + ROUND_TRIPS);
    }

    @SimTest(seeds = 2)
    void aReaderThatStopsHoldsUpItsOwnStreamOnly() {
        List<Integer> read = new ArrayList<>();
        client.start("main", () -> {
            HttpClient http = HttpClient.newHttpClient();
            note(http, "/first");
            try (InputStream body =
                    http.send(get("/large"), BodyHandlers.ofInputStream()).body()) {
                Thread.sleep(10_000);
                for (int i = 0; i < 5; i++) {
                    note(http, "/beside");
                }
                Thread.sleep(10_000);
                read.add(body.readAllBytes().length);
            }
        });
        runFor(19 * SECOND);
        assertThat(answers.stream().map(Answer::text).filter("HTTP_2 /beside"::equals))
                .hasSize(5);
        assertThat(answers).allMatch(a -> a.took() <= ROUND_TRIPS);
        long sent = network.counters(server, client).bytesDelivered();
        assertThat(sent).as("a window, and headers").isBetween((long) WINDOW, WINDOW + 4_000L);
        assertThat(read).isEmpty();
        assertThat(network.connections(client)).hasSize(1);

        runFor(2 * SECOND);
        assertThat(read).containsExactly(WebServer.LARGE_BYTES);
    }
}
