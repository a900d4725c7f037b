package dev.lockstep.properties;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** One run of the situation that was measured on a real server: how long CLUSTERX SETNODES takes on a replica in full sync. */
final class SetnodesCase implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    /** One full sync takes about this long on the link. */
    static final long TRANSFER = 12 * SECOND;

    private static final int KEYS = 300;
    private static final int VALUE_BYTES = 4_000;
    private static final long BYTES_PER_SECOND = 130_000;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));
    private final Testbed testbed;
    private final SimulatedNode master;
    private final SimulatedNode replica;
    private boolean filled;
    private long answered = -1;

    SetnodesCase(String profile) {
        testbed = new Testbed(
                simulation,
                Scenarios.profile(profile),
                Map.of(
                        "cluster-enabled", "yes",
                        "workers", "2",
                        "flush-bytes", "40000",
                        "rocksdb.wal_ttl_seconds", "0",
                        "rocksdb.wal_size_limit_mb", "0"),
                2,
                LinkOptions.DEFAULT.bandwidth(BYTES_PER_SECOND));
        master = testbed.node("n1");
        replica = testbed.node("n2");
        testbed.nodes().forEach(SimulatedNode::start);
        testbed.clients().start("prologue", this::prologue);
        simulation.runUntil(() -> filled, 60 * SECOND);
    }

    private void prologue() throws IOException, InterruptedException {
        Thread.sleep(100);
        for (SimulatedNode node : testbed.nodes()) {
            call(node, "CLUSTERX", "SETNODEID", node.id());
            call(node, "CLUSTERX", "SETNODES", topology("master -"), "1");
        }
        try (RespClient client = new RespClient(master.name(), SimulatedNode.PORT, 1_000, 0)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < KEYS; i++) {
                RespClient.write(out, "SET", "key:" + i, "x".repeat(VALUE_BYTES));
                client.flush(out);
                client.receive();
            }
        }
        filled = true;
    }

    private String topology(String role) {
        return master.id() + " n1 6666 master - 0-16383\n" + replica.id() + " n2 6666 " + role;
    }

    private static String call(SimulatedNode node, String... words) throws IOException {
        try (RespClient client = new RespClient(node.name(), SimulatedNode.PORT, 1_000, 0)) {
            String reply = client.call(words);
            if (!reply.equals("OK")) {
                throw new IOException(node + " answered " + reply + ", expected OK");
            }
            return reply;
        }
    }

    /** The replica is told to replicate the master; returns when its link has got this far. */
    void replicateUntil(String link) {
        testbed.clients().start("replicate", () -> {
            call(replica, "CLUSTERX", "SETNODES", topology("slave " + master.id()), "2");
        });
        if (!simulation.runUntil(() -> replica.view().link().equals(link), 60 * SECOND)) {
            throw new AssertionError("link is " + replica.view().link() + ", expected " + link);
        }
    }

    /** Goes on for a while. */
    void runFor(long nanos) {
        simulation.runFor(nanos);
    }

    /** All packets between the two vanish from now on. */
    void drop() {
        testbed.network().rule(Rules.drop(master.host(), replica.host()));
    }

    /** New connections of the replica vanish from now on. */
    void dropSyn() {
        testbed.network().rule(Rules.dropSyn(replica.host(), master.host()));
    }

    /** All connections between the two are reset, once. */
    void reset() {
        testbed.network().reset(master.host(), replica.host());
    }

    /** The master's process is stopped, and continued after a while. */
    void pauseMaster(long nanos) {
        master.pause();
        simulation.schedule(nanos, master::resume);
    }

    /** Sends SETNODES (become master) to the replica and returns how long its answer took, virtual ns. */
    long becomeMaster() {
        testbed.clients().start("setnodes", () -> {
            long asked = System.nanoTime();
            call(replica, "CLUSTERX", "SETNODES", topology("master -"), "3");
            answered = System.nanoTime() - asked;
        });
        simulation.runUntil(() -> answered >= 0, 1_000 * SECOND);
        if (!simulation.violations().isEmpty()) {
            throw new AssertionError(simulation.violations().toString());
        }
        return answered;
    }

    @Override
    public void close() {
        simulation.close();
        testbed.close();
    }
}
