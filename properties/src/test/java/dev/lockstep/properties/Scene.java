package dev.lockstep.properties;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Build;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Right nodes n1, n2, ... in simulation, and one client that plays what a test tells it, in virtual time. */
final class Scene implements AutoCloseable {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    /** What no play takes; a hang is noticed by it. */
    private static final long LIMIT = 3_000 * SECOND;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int POLL_MILLIS = 10;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));
    private final Testbed testbed;
    private final Bounds bounds;
    private @Nullable Throwable failure;
    private boolean over;

    Scene(int nodes, Map<String, String> config) {
        this(nodes, config, Map.of(), LinkOptions.DEFAULT);
    }

    Scene(int nodes, Map<String, String> config, LinkOptions between) {
        this(nodes, config, Map.of(), between);
    }

    /** Starts the nodes; {@code own} are further options of single nodes, under {@code node.option}. */
    Scene(int nodes, Map<String, String> config, Map<String, String> own, LinkOptions between) {
        this(Scenarios.profile("base"), nodes, config, own, between);
    }

    /** The same with nodes of another build. */
    Scene(Build build, int nodes, Map<String, String> config, Map<String, String> own, LinkOptions between) {
        testbed = new Testbed(simulation, build, config, nodes, between);
        bounds = Bounds.of(testbed.config());
        for (SimulatedNode node : testbed.nodes()) {
            Map<String, String> options = new HashMap<>();
            own.forEach((name, value) -> {
                if (name.startsWith(node.name() + ".")) {
                    options.put(name.substring(node.name().length() + 1), value);
                }
            });
            node.start();
            if (!options.isEmpty()) {
                simulation.runFor(SECOND);
                node.restart(options);
            }
        }
        play(() -> {
            for (SimulatedNode node : testbed.nodes()) {
                awaitReady(node.name());
            }
        });
    }

    /** What the client does. */
    interface Act {
        void play() throws IOException, InterruptedException;
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Runs {@code act} on the host of the clients until it ends, and fails as it does. */
    void play(Act act) {
        over = false;
        testbed.clients().start("client", () -> {
            try {
                act.play();
            } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
                failure = e;
            } finally {
                over = true;
            }
        });
        boolean ended = simulation.runUntil(() -> over, LIMIT);
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure);
        }
        if (!ended || !simulation.violations().isEmpty()) {
            throw new AssertionError("no end; " + simulation.violations() + simulation.threads());
        }
    }

    /** Begins something beside the play. */
    void beside(String name, Act act) {
        testbed.clients().start(name, act::play);
    }

    Bounds bounds() {
        return bounds;
    }

    Testbed testbed() {
        return testbed;
    }

    SimulatedNode node(String name) {
        return testbed.node(name);
    }

    /** The reply to one command on a connection of its own. */
    String ask(String node, String... words) throws IOException {
        try (RespClient client = connect(node)) {
            return client.call(words);
        }
    }

    RespClient connect(String node) throws IOException {
        return new RespClient(node, SimulatedNode.PORT, CONNECT_MILLIS, 0);
    }

    /** Gives a command that must be answered with OK. */
    void tell(String node, String... words) throws IOException {
        expect(node + " " + String.join(" ", words), "OK", ask(node, words));
    }

    static void expect(String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            throw new AssertionError(what + ": " + found + ", expected " + wanted);
        }
    }

    static void expectIn(String what, String part, String found) {
        if (!found.contains(part)) {
            throw new AssertionError(what + ": " + found + ", expected " + part + " in it");
        }
    }

    /** Waits until {@code condition} holds, at most {@code bound} ns; returns how long that was. */
    long await(String what, long bound, Condition condition) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begin > bound) {
                throw new AssertionError(what + ": not after " + (System.nanoTime() - begin) + " ns, bound " + bound);
            }
            Thread.sleep(POLL_MILLIS);
        }
        return System.nanoTime() - begin;
    }

    /** Waits until a node answers. */
    void awaitReady(String node) throws IOException, InterruptedException {
        await(node + " answers", bounds.exit(), () -> answers(node));
    }

    private boolean answers(String node) {
        try {
            return ask(node, "PING").equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** The value of a line of INFO or CLUSTER INFO. */
    String info(String node, String field) throws IOException {
        String text = field.startsWith("cluster_") ? ask(node, "CLUSTER", "INFO") : ask(node, "INFO");
        for (String line : text.split("\r\n", -1)) {
            if (line.startsWith(field + ":")) {
                return line.substring(field.length() + 1);
            }
        }
        return "";
    }

    /** Writes {@code count} keys that begin with {@code prefix}, with values of {@code bytes} characters. */
    void fill(String node, String prefix, int count, int bytes) throws IOException {
        try (RespClient client = connect(node)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                RespClient.write(out, "SET", prefix + i, "v".repeat(bytes));
                client.flush(out);
                expect("SET", "OK", client.receive());
            }
        }
    }

    /** Makes a node a replica of another; returns at once. */
    void follow(String replica, String master) throws IOException {
        tell(replica, "SLAVEOF", master, String.valueOf(SimulatedNode.PORT));
    }

    /** The same, and waits until it is level, at most {@code bound} ns. */
    void attach(String replica, String master, long bound) throws IOException, InterruptedException {
        follow(replica, master);
        awaitLevel(replica, master, bound);
    }

    /** Waits until {@code replica} has everything that {@code master} has, within {@code bound} ns, and compares them. */
    void awaitLevel(String replica, String master, long bound) throws IOException, InterruptedException {
        await(replica + " is level with " + master, bound, () -> {
            SimulatedNode node = node(replica);
            return node.view().link().equals("connected")
                    && node.view().latestSequence() == node(master).view().latestSequence();
        });
        expect(
                "content of " + replica,
                node(master).content().digest(),
                node(replica).content().digest());
    }

    /** What L4 allows after one write, on a quiet link. */
    static long soon() {
        return Bounds.level(0);
    }

    /** Ends the process of a node properly and starts it anew, and waits until it answers. */
    void restart(String node, Map<String, String> options) throws IOException, InterruptedException {
        node(node).restart(options);
        await(node + " ends", bounds.exit(), () -> node(node).running() && answers(node));
    }

    @Override
    public void close() {
        simulation.close();
        testbed.close();
    }
}
