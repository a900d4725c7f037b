package dev.lockstep.examples.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.examples.Store;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Jedis with a pool of connections, against the store: what its users see when the pool is empty, the store dies, or the net is cut. */
@SuppressWarnings("deprecation") // JedisPool is what most users of Jedis have
class JedisPoolTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static final int CONNECTIONS = 3;
    private static final long MAX_WAIT = 500 * MILLI;
    private static final long CONNECT_TIMEOUT = 1 * SECOND;
    private static final long SOCKET_TIMEOUT = 2 * SECOND;

    /** What each client does between two commands. */
    private static final long PAUSE = 20 * MILLI;

    /** A command and its answer on an idle network, a connect before it included. */
    private static final long ROUND_TRIPS = 10 * MILLI;

    private final Simulation simulation;
    private final Store store;
    private final Host app;
    private final Network network;
    private final List<Call> calls = new ArrayList<>();

    JedisPoolTest(Simulation simulation) {
        this.simulation = simulation;
        this.network = Network.of(simulation);
        this.store = new Store(simulation);
        this.app = simulation.host("app");
    }

    @BeforeEach
    void startStore() {
        store.start();
        runFor(SECOND);
    }

    @AfterEach
    void freeStore() {
        store.close();
    }

    /** Runs on for a while, with nothing escaped and nothing thrown that a client did not expect. */
    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    /** One command: when it began and ended, ns, and the class of the exception it ended with, or "". */
    private record Call(String key, long began, long ended, String failure) {
        long took() {
            return ended - began;
        }

        boolean ok() {
            return failure.isEmpty();
        }
    }

    private static JedisPool pool() {
        GenericObjectPoolConfig<Jedis> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxWait(Duration.ofNanos(MAX_WAIT));
        pool.setJmxEnabled(false);
        return new JedisPool(
                pool,
                new HostAndPort("store", Store.PORT),
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis((int) (CONNECT_TIMEOUT / MILLI))
                        .socketTimeoutMillis((int) (SOCKET_TIMEOUT / MILLI))
                        .build());
    }

    @SimTest(seeds = 5)
    void whoFindsNoFreeConnectionWaitsForOneAsLongAsConfigured() {
        List<String> seen = new ArrayList<>();
        app.start("main", () -> {
            try (JedisPool pool = pool()) {
                Thread[] holders = new Thread[CONNECTIONS];
                for (int i = 0; i < CONNECTIONS; i++) {
                    long hold = 2 * MAX_WAIT + i * MAX_WAIT / 2;
                    holders[i] = new Thread(() -> hold(pool, hold));
                    holders[i].start();
                }
                Thread.sleep(50);
                long began = System.nanoTime();
                try (Jedis none = pool.getResource()) {
                    seen.add("connection " + none);
                } catch (JedisException e) {
                    seen.add("gave up after " + (System.nanoTime() - began) / MILLI + " ms");
                }
                Thread.sleep(300);
                try (Jedis freed = pool.getResource()) {
                    seen.add(freed.ping());
                }
                for (Thread holder : holders) {
                    holder.join();
                }
                seen.add("idle " + pool.getNumIdle() + ", active " + pool.getNumActive());
            }
        });
        runFor(10 * SECOND);
        assertThat(seen)
                .containsExactly(
                        "gave up after " + MAX_WAIT / MILLI + " ms", "PONG", "idle " + CONNECTIONS + ", active 0");
    }

    private static void hold(JedisPool pool, long nanos) {
        try (Jedis held = pool.getResource()) {
            held.ping();
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SimTest(seeds = 5)
    void killedAndRestarted() {
        startClients();
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        long killed = simulation.nanoTime();
        store.kill();
        runFor(SECOND);
        store.start();
        long restarted = simulation.nanoTime();
        runFor(3 * SECOND);

        assertThat(between(killed, restarted)).isNotEmpty().noneMatch(Call::ok);
        assertThat(between(killed, restarted)).as("refused at once").allMatch(c -> c.took() <= ROUND_TRIPS);
        // Every connection of the pool was closed by the kernel of the store; at worst one client gets them all, one
        // after the other.
        long recovered = restarted + ROUND_TRIPS + CONNECTIONS * (PAUSE + ROUND_TRIPS);
        assertThat(calls.stream().filter(c -> c.began() > recovered))
                .isNotEmpty()
                .allMatch(Call::ok);
        assertThat(lost()).isEmpty();
    }

    /** What the store acknowledged and does not know. */
    private List<String> lost() {
        List<String> acknowledged =
                calls.stream().filter(Call::ok).map(Call::key).toList();
        List<String> lost = new ArrayList<>();
        app.start("reader", () -> {
            try (Jedis jedis = new Jedis("store", Store.PORT)) {
                acknowledged.stream().filter(k -> !jedis.exists(k)).forEach(lost::add);
                lost.add("end");
            }
        });
        runFor(10 * SECOND);
        assertThat(lost).as("read to the end").endsWith("end");
        return lost.subList(0, lost.size() - 1);
    }

    @SimTest(seeds = 5)
    void aPartitionShorterThanTheTimeOutIsOnlyADelay() {
        long length = SOCKET_TIMEOUT * 2 / 5;
        startClients();
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        cut(length);
        runFor(3 * SECOND);

        assertThat(calls).isNotEmpty().allMatch(Call::ok);
        // TCP repeats what was lost after waits that double: the next one is never longer than the cut was.
        assertThat(longest()).isBetween(length, 2 * length + network.tcp().rtoMinNanos() + ROUND_TRIPS);
    }

    @SimTest(seeds = 5)
    void aPartitionLongerThanTheTimeOutFailsEveryCallInTime() {
        startClients();
        runFor(simulation.choices("faults").between(SECOND, 2 * SECOND));
        long from = simulation.nanoTime();
        long until = from + cut(5 * SOCKET_TIMEOUT);
        runFor(3 * SECOND);

        List<Call> failed = calls.stream().filter(c -> !c.ok()).toList();
        assertThat(failed).isNotEmpty().allMatch(c -> c.failure().equals("JedisConnectionException"));
        // Who gives a broken connection back to the pool makes a new one in its place (commons-pool, invalidateObject).
        long bound = SOCKET_TIMEOUT + CONNECT_TIMEOUT;
        assertThat(longest()).isBetween(bound, bound + ROUND_TRIPS);
        // The first of each client waits for an answer, those after it for a connection.
        assertThat(failed.stream().filter(c -> c.took() >= SOCKET_TIMEOUT)).hasSize(CONNECTIONS);
        assertThat(between(from, until - SOCKET_TIMEOUT)).noneMatch(Call::ok);
        long recovered = until + CONNECT_TIMEOUT + PAUSE;
        assertThat(calls.stream().filter(c -> c.began() > recovered))
                .isNotEmpty()
                .allMatch(Call::ok);
    }

    private long cut(long nanos) {
        Guard partition = network.rule(Rules.drop(app, store.host()));
        runFor(nanos);
        partition.close();
        return nanos;
    }

    /** As many clients as connections, each writing for ever. */
    private void startClients() {
        app.start("main", () -> {
            JedisPool pool = pool();
            for (int i = 0; i < CONNECTIONS; i++) {
                int id = i;
                new Thread(() -> write(pool, "client" + id)).start();
            }
        });
    }

    private void write(JedisPool pool, String client) {
        for (int n = 0; true; n++) {
            String key = client + ":" + n;
            long began = System.nanoTime();
            String failure = "";
            try (Jedis jedis = pool.getResource()) {
                jedis.set(key, "written");
            } catch (JedisConnectionException e) {
                failure = e.getClass().getSimpleName();
            }
            calls.add(new Call(key, began, System.nanoTime(), failure));
            try {
                Thread.sleep(Duration.ofNanos(PAUSE));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<Call> between(long from, long until) {
        return calls.stream()
                .filter(c -> c.began() >= from && c.began() < until)
                .toList();
    }

    private long longest() {
        return calls.stream().mapToLong(Call::took).max().orElseThrow();
    }
}
