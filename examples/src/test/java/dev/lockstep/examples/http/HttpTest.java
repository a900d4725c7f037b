package dev.lockstep.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** The JDK's HttpServer and HttpClient: many requests at once, a server that stands still, a connection that breaks, retries. */
class HttpTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long TIMEOUT = 2 * SECOND;

    /** A connect, a request and its answer on an idle network. */
    private static final long ROUND_TRIPS = 10 * MILLI;

    private final Simulation simulation;
    private final Network network;
    private final Host server;
    private final Host client;

    /** What the client saw, each with the time it took. */
    private final List<Seen> seen = new ArrayList<>();

    HttpTest(Simulation simulation) {
        this.simulation = simulation;
        network = Network.of(simulation);
        server = simulation.host("server");
        client = simulation.host("client");
    }

    private record Seen(String what, long nanos) {}

    @BeforeEach
    void startServer() {
        server.start("main", WebServer::start);
        runFor(SECOND);
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://server:" + WebServer.PORT + path))
                .timeout(Duration.ofNanos(TIMEOUT))
                .build();
    }

    /** Notes what one request comes to and how long it takes. */
    private void note(HttpClient http, String path) throws InterruptedException {
        long began = System.nanoTime();
        String what;
        try {
            what = http.send(get(path), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            what = e.getClass().getSimpleName();
        }
        seen.add(new Seen(what, System.nanoTime() - began));
    }

    @SimTest(seeds = 5)
    void requestsBeyondTheServersThreadsWaitTheirTurn() {
        int rounds = 3;
        client.start("main", () -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                long began = System.nanoTime();
                List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
                for (int i = 0; i < rounds * WebServer.THREADS; i++) {
                    all.add(http.sendAsync(get("/slow?" + i), BodyHandlers.ofString()));
                }
                for (CompletableFuture<HttpResponse<String>> one : all) {
                    seen.add(new Seen(one.join().body(), System.nanoTime() - began));
                }
            }
        });
        runFor(10 * SECOND);
        assertThat(seen.stream().map(Seen::what))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        long least = rounds * WebServer.SLOW_MILLIS * MILLI;
        assertThat(seen.getLast().nanos()).isBetween(least, least + ROUND_TRIPS);
    }

    @SimTest(seeds = 5)
    void aServerThatStandsStillIsGivenUpInTimeAndUsedAgain() {
        client.start("main", () -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                for (int i = 0; i < 4; i++) {
                    note(http, "/slow?" + i);
                }
            }
        });
        simulation.runUntil(() -> seen.size() == 1, SECOND);
        server.pause();
        runFor(TIMEOUT + SECOND);
        server.resume();
        runFor(10 * SECOND);
        assertThat(seen.stream().map(Seen::what)).containsExactly("0", "HttpTimeoutException", "2", "3");
        long work = WebServer.SLOW_MILLIS * MILLI;
        assertThat(seen.get(1).nanos()).isBetween(TIMEOUT, TIMEOUT + ROUND_TRIPS);
        assertThat(seen.get(2).nanos()).as("until the server went on").isBetween(SECOND, SECOND + work + ROUND_TRIPS);
        assertThat(seen.get(3).nanos()).isBetween(work, work + ROUND_TRIPS);
    }

    @SimTest(seeds = 5)
    void aBodyThatBreaksOffIsAnErrorNotAShortBody() {
        network.link(server, client, LinkOptions.DEFAULT.bandwidth(WebServer.LARGE_BYTES));
        client.start("main", () -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                note(http, "/large");
                note(http, "/slow?next");
            }
        });
        long cut = simulation.choices("faults").between(SECOND / 10, SECOND * 9 / 10);
        runFor(cut);
        network.reset(server, client);
        runFor(10 * SECOND);
        assertThat(seen.stream().map(Seen::what)).containsExactly("IOException", "next");
        assertThat(seen.getFirst().nanos()).isBetween(cut, cut + ROUND_TRIPS);
    }

    @SimTest(seeds = 5)
    void aBodyThatStopsComingNeedsATimeOutOfTheCallersOwn() {
        long whole = SECOND; // HttpRequest.timeout ends with the headers
        client.start("main", () -> {
            HttpClient http = HttpClient.newHttpClient();
            long began = System.nanoTime();
            String what = http.sendAsync(get("/large"), BodyHandlers.ofByteArray())
                    .thenApply(r -> r.body().length + " bytes")
                    .completeOnTimeout("given up", whole, TimeUnit.NANOSECONDS)
                    .join();
            seen.add(new Seen(what, System.nanoTime() - began));
        });
        long through = simulation.choices("faults").between(1_000, WebServer.LARGE_BYTES - 1);
        network.rule(Rules.cutAfter(server, client, through));
        runFor(10 * SECOND);
        assertThat(seen).containsExactly(new Seen("given up", whole));
        assertThat(network.counters(server, client).bytesDelivered()).isEqualTo(through);
    }

    @SimTest(seeds = 5)
    void retriesOutlastARestart() {
        long downtime = 3 * SECOND;
        Duration pause = Duration.ofMillis(250);
        client.start("main", () -> {
            HttpClient http = HttpClient.newHttpClient();
            for (int i = 0; i < 100; i++) {
                note(http, "/slow?" + i);
                if (seen.getLast().what().equals("ConnectException")) {
                    Thread.sleep(pause);
                }
            }
        });
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        long down = simulation.nanoTime();
        server.crash();
        runFor(downtime);
        server.start("main", WebServer::start);
        int before = seen.size();
        boolean recovered = simulation.runUntil(
                () -> seen.size() > before && seen.getLast().what().equals(Integer.toString(seen.size() - 1)),
                pause.toNanos() + WebServer.SLOW_MILLIS * MILLI + 2 * ROUND_TRIPS);
        assertThat(recovered).as(() -> "crashed at " + down + ", " + seen).isTrue();
        runFor(10 * SECOND);
        assertThat(seen.stream()
                        .filter(s -> s.what().endsWith("Exception"))
                        .map(Seen::what)
                        .distinct())
                .isSubsetOf("IOException", "ConnectException")
                .contains("ConnectException");
    }
}
