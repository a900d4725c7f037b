package dev.lockstep.examples.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.OwnClasses;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.examples.Store;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Lettuce against the store: a partition, a reset, and a store that reads nothing for a while. */
class LettuceTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** What an idle network adds to a bound. */
    private static final long ROUND_TRIPS = 10 * MILLI;

    private static final OwnClasses OWN =
            OwnClasses.of("io.lettuce.", "io.netty.", "reactor.", LettuceClient.class.getName());

    private final Simulation simulation;
    private final Network network;
    private final Store store;
    private final Host app;
    private final List<Call> calls = new ArrayList<>();
    private @Nullable StoreClient connected;

    private record Call(long began, long ended, String failure) {
        long took() {
            return ended - began;
        }
    }

    LettuceTest(Simulation simulation) {
        this.simulation = simulation;
        network = Network.of(simulation);
        store = new Store(simulation);
        app = simulation.host("app");
    }

    @BeforeEach
    void start() {
        store.start();
        runFor(SECOND);
        app.start("main", () -> {
            StoreClient client = OWN.create(StoreClient.class, LettuceClient.class);
            client.connect("store", Store.PORT);
            connected = client;
        });
        runFor(SECOND);
    }

    @AfterEach
    void freeStore() {
        store.close();
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    private StoreClient client() {
        return Objects.requireNonNull(connected, "the client has not connected");
    }

    /** Writes every 50 ms, one after the other, for ever; runs until some moment of the second second. */
    private void startWriting() {
        app.start("writer", () -> {
            for (int i = 0; true; i++) {
                long began = System.nanoTime();
                String failure = "";
                try {
                    client().set("key:" + i, "written");
                } catch (RuntimeException e) {
                    failure = e.getClass().getSimpleName();
                }
                calls.add(new Call(began, System.nanoTime(), failure));
                Thread.sleep(50);
            }
        });
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
    }

    @SimTest(seeds = 2)
    void aPartitionFailsEveryCommandInTimeAndTheSameConnectionGoesOn() {
        startWriting();
        long outage = 5 * StoreClient.COMMAND_TIMEOUT / 2 * MILLI;
        Guard partition = network.rule(Rules.drop(app, store.host()));
        long cut = simulation.nanoTime();
        runFor(outage);
        partition.close();
        long healed = simulation.nanoTime();
        runFor(2 * outage);

        List<Call> failed = calls.stream().filter(c -> !c.failure().isEmpty()).toList();
        assertThat(failed).hasSizeBetween(2, 4).allMatch(c -> c.failure().equals("RedisCommandTimeoutException"));
        long timeout = StoreClient.COMMAND_TIMEOUT * MILLI;
        assertThat(failed).allMatch(c -> c.took() >= timeout && c.took() <= timeout + ROUND_TRIPS);
        // TCP repeats what was lost after waits that double: the next one is never longer than the cut was.
        long recovered = healed + outage + network.tcp().rtoMinNanos();
        assertThat(calls.stream().filter(c -> c.began() > recovered))
                .isNotEmpty()
                .allMatch(c -> c.failure().isEmpty());
        assertThat(calls.stream().filter(c -> c.ended() < cut))
                .allMatch(c -> c.failure().isEmpty());
        assertThat(network.connections(app)).as("never reconnected").hasSize(1);
    }

    @SimTest(seeds = 2)
    void aResetIsOnlyADelay() {
        startWriting();
        network.reset(app, store.host());
        runFor(5 * SECOND);

        assertThat(calls).hasSizeGreaterThan(50).allMatch(c -> c.failure().isEmpty());
        long longest = calls.stream().mapToLong(Call::took).max().orElseThrow();
        assertThat(longest)
                .isBetween(
                        (StoreClient.RECONNECT - 2 * StoreClient.TIMER_TICK) * MILLI,
                        (StoreClient.RECONNECT + 2 * StoreClient.TIMER_TICK) * MILLI + ROUND_TRIPS);
    }

    @SimTest(seeds = 2)
    void aStoreThatDoesNotReadFillsTheQueueAndNoMore() {
        int bytes = 10_000;
        store.host().pause();
        app.start("flood", () -> client().flood(2 * StoreClient.QUEUE, bytes));
        runFor(StoreClient.COMMAND_TIMEOUT * MILLI / 2);
        assertThat(client().refused()).isEqualTo(StoreClient.QUEUE);
        assertThat(client().acknowledged()).isZero();

        store.host().resume();
        runFor(20 * SECOND);
        assertThat(client().acknowledged()).isEqualTo(StoreClient.QUEUE);
    }
}
