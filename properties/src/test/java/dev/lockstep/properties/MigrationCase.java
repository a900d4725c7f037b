package dev.lockstep.properties;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One run in which slots 0 to 8191 go from n1 to n2 while a client writes to them, following MOVED and trying again on TRYAGAIN. */
final class MigrationCase implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    static final String RANGE = "0-8191";

    private static final int KEYS = 40;
    private static final int VALUE_BYTES = 3_000;
    private static final long BYTES_PER_SECOND = 400_000;

    private final Simulation simulation;
    private final Testbed testbed;
    private final SimulatedNode source;
    private final SimulatedNode destination;
    private final Random random;
    private final Map<String, String> acknowledged = new LinkedHashMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private boolean ready;
    private boolean writing = true;
    private boolean ended;
    private String info = "";

    MigrationCase(long seed) {
        simulation = Simulation.create(SimulationOptions.seed(seed));
        random = new Random(seed);
        testbed = new Testbed(
                simulation,
                Scenarios.profile("base"),
                Map.of("cluster-enabled", "yes", "workers", "2", "migrate-sequence-gap", "5"),
                2,
                LinkOptions.DEFAULT.bandwidth(BYTES_PER_SECOND));
        source = testbed.node("n1");
        destination = testbed.node("n2");
        testbed.nodes().forEach(SimulatedNode::start);
        testbed.clients().start("prologue", this::prologue);
        run(() -> ready);
    }

    private void prologue() throws IOException, InterruptedException {
        Thread.sleep(100);
        for (SimulatedNode node : testbed.nodes()) {
            expect("OK", call(node, "CLUSTERX", "SETNODEID", node.id()));
            expect("OK", call(node, "CLUSTERX", "SETNODES", topology("master - " + RANGE, "master - 8192-16383"), "1"));
        }
        for (int i = 0; i < KEYS; i++) {
            write("first" + i);
        }
        ready = true;
        for (int i = 0; writing; i++) {
            write("then" + i);
            Thread.sleep(random.nextInt(20));
        }
        ended = true;
    }

    /** Writes until some node has taken it. The value tells which write it is, so that an old one is not taken for a new one. */
    private void write(String what) throws IOException, InterruptedException {
        String key = key(random.nextInt(KEYS));
        String value = what + "x".repeat(VALUE_BYTES);
        SimulatedNode at = source;
        while (true) {
            String reply = call(at, "SET", key, value);
            if (reply.equals("OK")) {
                acknowledged.put(key, value);
                return;
            }
            refusals.merge(reply.split(" ", 2)[0], 1, Integer::sum);
            if (reply.startsWith("-MOVED")) {
                at = reply.contains(" n1:") ? source : destination;
            }
            Thread.sleep(1 + random.nextInt(5));
        }
    }

    /** A key in the lower half of the slots. */
    private static String key(int number) {
        return "k" + number + "{06S}";
    }

    private String topology(String first, String second) {
        return source.id() + " n1 6666 " + first + "\n" + destination.id() + " n2 6666 " + second;
    }

    /** Begins the migration and runs until it has got an end. */
    void migrate() {
        testbed.clients().start("migrate", () -> {
            expect("OK", call(source, "CLUSTERX", "MIGRATE", RANGE, destination.id()));
            while (!info.contains("state:success") && !info.contains("state:fail")) {
                Thread.sleep(20);
                info = call(source, "CLUSTER", "INFO").replace("migrating_state: ", "state:");
            }
        });
        run(() -> info.contains("state:success") || info.contains("state:fail"));
    }

    /** Between two nodes, at a drawn moment of the migration, all connections are reset. */
    void resetSoon() {
        simulation.schedule(
                (long) (random.nextDouble() * SECOND),
                () -> testbed.network().reset(source.host(), destination.host()));
    }

    /** The source is told at a drawn moment that it is no master any more. */
    void demoteSoon() {
        simulation.schedule(
                (long) (random.nextDouble() * SECOND / 8),
                () -> testbed.clients().start("demote", () -> {
                    expect(
                            "OK",
                            call(
                                    source,
                                    "CLUSTERX",
                                    "SETNODES",
                                    topology("slave " + destination.id(), "master - 0-16383"),
                                    "2"));
                }));
    }

    /** Whether the migration says it has succeeded. */
    boolean succeeded() {
        return info.contains("state:success");
    }

    /** The role of the source. */
    String role() {
        return source.view().role();
    }

    /** Gives the slots to the destination for good, lets the client end and waits for that. */
    void settle() {
        testbed.clients().start("settle", () -> {
            for (SimulatedNode node : testbed.nodes()) {
                expect("OK", call(node, "CLUSTERX", "SETSLOT", RANGE, "NODE", destination.id(), "2"));
            }
            Thread.sleep(500);
            writing = false;
        });
        run(() -> ended);
    }

    /** Lets the client end without a change of the topology. */
    void end() {
        settleDown();
        writing = false;
        run(() -> ended);
    }

    /** A second passes. */
    void settleDown() {
        simulation.runFor(SECOND);
    }

    /** The last acknowledged value of each key. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** How often each kind of refusal was seen. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** The strings that a node holds, by key. */
    Map<String, String> strings(boolean ofSource) {
        Map<String, String> strings = new TreeMap<>();
        SimulatedNode node = ofSource ? source : destination;
        node.view()
                .forEachEntry((family, key, value) -> strings.put(
                        new String(key, StandardCharsets.ISO_8859_1).substring(14),
                        new String(value, 9, value.length - 9, StandardCharsets.ISO_8859_1)));
        return strings;
    }

    private void run(BooleanSupplier until) {
        boolean reached = simulation.runUntil(until, 120 * SECOND);
        if (!reached || !simulation.violations().isEmpty()) {
            throw new AssertionError("not reached; " + simulation.violations() + simulation.threads());
        }
    }

    private static String call(SimulatedNode node, String... words) throws IOException {
        try (RespClient client = new RespClient(node.name(), SimulatedNode.PORT, 1_000, 0)) {
            return client.call(words);
        }
    }

    private static void expect(String wanted, String reply) throws IOException {
        if (!reply.equals(wanted)) {
            throw new IOException("the answer is " + reply + ", expected " + wanted);
        }
    }

    @Override
    public void close() {
        simulation.close();
        testbed.close();
    }
}
