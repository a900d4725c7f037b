package dev.lockstep.examples.cluster;

import static dev.lockstep.examples.Cluster.master;
import static dev.lockstep.examples.Cluster.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.OwnClasses;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.examples.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What users of a cluster client see when slots move to another node, and when a controller puts a replica in the place of a dead master. */
class ClusterClientTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** What an idle network adds to a bound; a write is at the replica after as long. */
    private static final long ROUND_TRIPS = 20 * MILLI;

    private static final String ALL = "0-16383";
    private static final OwnClasses OWN =
            OwnClasses.of("io.lettuce.", "io.netty.", "reactor.", LettuceClusterClient.class.getName());

    private final Simulation simulation;
    private final Cluster cluster;
    private final Host app;
    private final List<Call> calls = new ArrayList<>();
    private @Nullable ClusterClient client;

    /** One write: when it began and ended, ns, and the class of the exception it ended with, or "". */
    private record Call(String key, long began, long ended, String failure) {
        boolean ok() {
            return failure.isEmpty();
        }
    }

    ClusterClientTest(Simulation simulation) {
        this.simulation = simulation;
        cluster = new Cluster(simulation, 2);
        app = simulation.host("app");
        runFor(SECOND);
    }

    @AfterEach
    void freeNodes() {
        cluster.close();
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    @SimTest(seeds = 3)
    void jedisFollowsSlotsThatMove() {
        slotsMove(JedisClusterClient::new);
    }

    @SimTest(seeds = 2)
    void lettuceFollowsSlotsThatMove() {
        slotsMove(() -> OWN.create(ClusterClient.class, LettuceClusterClient.class));
    }

    @SimTest(seeds = 3)
    void jedisFindsTheNewMaster() {
        masterDies(JedisClusterClient::new);
    }

    @SimTest(seeds = 2)
    void lettuceFindsTheNewMaster() {
        masterDies(() -> OWN.create(ClusterClient.class, LettuceClusterClient.class));
    }

    private void slotsMove(Supplier<ClusterClient> library) {
        cluster.tell(master(0, "0-8191"), master(1, "8192-16383"));
        runFor(SECOND);
        startWriting(library);
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        long told = simulation.nanoTime();
        cluster.tell(master(0, ALL), master(1, ""));
        runFor(3 * SECOND);

        assertThat(calls).isNotEmpty().allMatch(Call::ok);
        assertThat(missing(told + ROUND_TRIPS, Long.MAX_VALUE)).isEmpty();
    }

    private void masterDies(Supplier<ClusterClient> library) {
        cluster.tell(master(0, ALL), replica(1, 0));
        runFor(3 * SECOND);
        startWriting(library);
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        long killed = simulation.nanoTime();
        cluster.kill(0);
        runFor(3 * SECOND);
        long told = simulation.nanoTime();
        cluster.tell(master(1, ALL));
        runFor(5 * SECOND);

        assertThat(calls.stream().filter(c -> c.ended() < killed)).isNotEmpty().allMatch(Call::ok);
        assertThat(calls.stream().filter(c -> c.began() > killed && c.ended() < told))
                .isNotEmpty()
                .noneMatch(Call::ok);
        long recovered = told + (ClusterClient.COMMAND_LIMIT + ClusterClient.REFRESH) * MILLI + ROUND_TRIPS;
        assertThat(calls.stream().filter(c -> c.began() > recovered))
                .isNotEmpty()
                .allMatch(Call::ok);
        assertThat(missing(0, killed - ROUND_TRIPS))
                .as("what was acknowledged and replicated")
                .isEmpty();
        assertThat(missing(told, Long.MAX_VALUE)).isEmpty();
    }

    private void startWriting(Supplier<ClusterClient> library) {
        app.start("main", () -> {
            ClusterClient connected = library.get();
            connected.connect();
            client = connected;
            for (int i = 0; true; i++) {
                String key = "key:" + i;
                long began = System.nanoTime();
                String failure = "";
                try {
                    connected.set(key, "written");
                } catch (RuntimeException e) {
                    failure = e.getClass().getSimpleName();
                }
                calls.add(new Call(key, began, System.nanoTime(), failure));
                Thread.sleep(20);
            }
        });
        runFor(SECOND);
    }

    /** The keys that were acknowledged in this time and cannot be read now. */
    private List<String> missing(long from, long until) {
        List<String> acknowledged = calls.stream()
                .filter(c -> c.ok() && c.began() >= from && c.ended() <= until)
                .map(Call::key)
                .toList();
        assertThat(acknowledged).isNotEmpty();
        ClusterClient connected = Objects.requireNonNull(client, "the client has not connected");
        List<String> missing = new ArrayList<>();
        app.start("reader", () -> {
            acknowledged.stream().filter(key -> connected.get(key) == null).forEach(missing::add);
            missing.add("end");
        });
        runFor(10 * SECOND);
        assertThat(missing).as("read to the end").endsWith("end");
        return missing.subList(0, missing.size() - 1);
    }
}
