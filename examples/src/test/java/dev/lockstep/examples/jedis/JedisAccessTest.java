package dev.lockstep.examples.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.examples.Store;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Who is served: protected mode as Redis has it, passwords, and the tokens of namespaces. */
@SuppressWarnings("AddressSelection") // a name of the simulation has one address
class JedisAccessTest {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation;

    JedisAccessTest(Simulation simulation) {
        this.simulation = simulation;
    }

    @SimTest(seeds = 2)
    void withoutAPasswordOnlyTheOwnMachineIsServed() {
        try (Store store = started(Map.of())) {
            Host app = simulation.host("app");
            assertThat(greeting(app)).startsWith("-DENIED ");
            assertThat(asked(app, "store", null)).isNotEqualTo("PONG");
            assertThat(asked(store.host(), "127.0.0.1", null)).isEqualTo("PONG");
            assertThat(asked(store.host(), "127.0.0.1", null, "CONFIG", "SET", "protected-mode", "no"))
                    .isEqualTo("OK");
            assertThat(asked(app, "store", null)).isEqualTo("PONG");
        }
    }

    @SimTest(seeds = 2)
    void withAPasswordWhoKnowsItIsServed() {
        try (Store store = started(Map.of("requirepass", "secret"))) {
            Host app = store.host().simulation().host("app");
            assertThat(asked(app, "store", null)).startsWith("NOAUTH ");
            assertThat(asked(app, "store", "wrong")).isEqualTo("ERR Invalid password");
            assertThat(asked(app, "store", "secret")).isEqualTo("PONG");
            assertThat(asked(app, "store", "secret", "NAMESPACE", "ADD", "tenant", "token"))
                    .isEqualTo("OK");
            assertThat(asked(app, "store", "secret", "SET", "k", "admin")).isEqualTo("OK");
            assertThat(asked(app, "store", "token", "GET", "k")).isEqualTo("null");
            assertThat(asked(app, "store", "token", "SET", "k", "tenant")).isEqualTo("OK");
            assertThat(asked(app, "store", "token", "CONFIG", "GET", "requirepass"))
                    .contains("admin permission");
            assertThat(asked(app, "store", "secret", "GET", "k")).isEqualTo("admin");
        }
    }

    /** What the store says before it is asked anything. */
    private String greeting(Host from) {
        List<String> lines = new ArrayList<>();
        from.start("client", () -> {
            try (Socket socket = new Socket("store", Store.PORT)) {
                byte[] all = socket.getInputStream().readAllBytes();
                lines.add(new String(all, StandardCharsets.US_ASCII));
            }
        });
        runFor(SECOND);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private Store started(Map<String, String> options) {
        Store store = new Store(simulation, "store", options);
        store.start();
        runFor(SECOND);
        return store;
    }

    private void runFor(long nanos) {
        simulation.runFor(nanos);
        assertThat(simulation.violations()).isEmpty();
    }

    /** The answer to a command, PING for none, or the message of the error. */
    private String asked(Host from, String target, @Nullable String password, String... words) {
        List<String> answers = new ArrayList<>();
        from.start("client", () -> {
            try (Jedis jedis = new Jedis(
                    new HostAndPort(target, Store.PORT),
                    DefaultJedisClientConfig.builder().password(password).build())) {
                answers.add(words.length == 0 ? jedis.ping() : text(jedis, words));
            } catch (JedisException e) {
                answers.add(String.valueOf(e.getMessage()));
            }
        });
        runFor(5 * SECOND);
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static String text(Jedis jedis, String... words) {
        byte[] command = words[0].getBytes(StandardCharsets.US_ASCII);
        Object answer = jedis.sendCommand(() -> command, Arrays.copyOfRange(words, 1, words.length));
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : String.valueOf(answer);
    }
}
