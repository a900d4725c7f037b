package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.SECOND;
import static dev.lockstep.properties.Scene.expect;
import static dev.lockstep.properties.Scene.expectIn;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scenarios by which Kvrocks itself accepts replication, in virtual time, with bounds from the configuration. */
class ReplicationAcceptanceTest {
    private static final Map<String, String> NO_LOG_KEPT =
            Map.of("rocksdb.wal_ttl_seconds", "0", "rocksdb.wal_size_limit_mb", "0", "flush-bytes", "40000");

    @Test
    void aClusterReplicatesAlsoAfterARestart() {
        try (Scene scene = new Scene(2, Map.of("cluster-enabled", "yes"))) {
            String nodes = scene.node("n1").id() + " n1 6666 master - 0-16383\n"
                    + scene.node("n2").id() + " n2 6666 slave "
                    + scene.node("n1").id();
            scene.play(() -> {
                for (String node : List.of("n1", "n2")) {
                    scene.tell(node, "CLUSTERX", "SETNODEID", scene.node(node).id());
                    scene.tell(node, "CLUSTERX", "SETNODES", nodes, "1");
                }
                scene.tell("n1", "SET", "k0", "v0");
                scene.awaitLevel("n2", "n1", Scene.soon());
                scene.node("n2").kill();
                scene.tell("n1", "SET", "k1", "v1");
                scene.node("n2").powerOn();
                scene.awaitReady("n2");
                scene.awaitLevel("n2", "n1", Scene.soon());
            });
        }
    }

    @Test
    void theMasterMayBeNamed() {
        try (Scene scene = new Scene(2, Map.of())) {
            scene.play(() -> {
                scene.follow("n2", "n1");
                scene.await(
                        "link",
                        Scene.soon(),
                        () -> scene.info("n2", "master_link_status").equals("up"));
                expect("slaveof", "slaveof n1 6666", scene.ask("n2", "CONFIG", "GET", "slaveof"));
            });
        }
    }

    /** Two seconds pass after each file; meanwhile there is no data. */
    @Test
    void loadingIsSeenWhileThereIsNoData() {
        Map<String, String> config = Map.of(
                "slave-empty-db-before-fullsync", "yes",
                "fullsync-recv-file-delay", "2",
                "rocksdb.wal_ttl_seconds", "0",
                "rocksdb.wal_size_limit_mb", "0",
                "flush-bytes", "40000");
        try (Scene scene = new Scene(2, config)) {
            scene.play(() -> {
                scene.fill("n1", "k", 30, 4_000);
                scene.tell("n2", "SET", "own", "x");
                scene.follow("n2", "n1");
                scene.await(
                        "loading",
                        Scene.soon(),
                        () -> scene.info("n2", "loading").equals("1"));
                expectIn("GET", "-LOADING", scene.ask("n2", "GET", "own"));
                String[] files = scene.node("n1")
                        .directory()
                        .resolve("checkpoint")
                        .toFile()
                        .list();
                int count = files == null ? 0 : files.length;
                long bound = scene.bounds().loading(false, 0) + (count + 1) * 2L * SECOND;
                scene.await(
                        "not loading", bound, () -> scene.info("n2", "loading").equals("0"));
                scene.awaitLevel("n2", "n1", Scene.soon());
            });
        }
    }

    @Test
    void rolesKeysAndFlushesAreReplicated() {
        try (Scene scene = new Scene(2, Map.of())) {
            scene.play(() -> {
                scene.tell("n1", "SET", "mykey", "myvalue");
                scene.follow("n2", "n1");
                expect("role", "slave", scene.info("n2", "role"));
                scene.awaitLevel("n2", "n1", Scene.soon());
                expect("GET", "myvalue", scene.ask("n2", "GET", "mykey"));
                expect("ROLE", "slave n1 6666 connected 1", scene.ask("n2", "ROLE"));
                expectIn("ROLE", "master 1 ", scene.ask("n1", "ROLE"));
                scene.tell("n1", "SET", "mykey", "newvalue");
                scene.awaitLevel("n2", "n1", Scene.soon());
                expect("GET", "newvalue", scene.ask("n2", "GET", "mykey"));
                scene.tell("n1", "FLUSHALL");
                scene.awaitLevel("n2", "n1", Scene.soon());
                expect("GET", "(nil)", scene.ask("n2", "GET", "mykey"));
            });
        }
    }

    /** The second replica comes while the first is served, and both get the one checkpoint. */
    @Test
    void twoReplicasInFullSyncShareACheckpoint() {
        long bytesPerSecond = 200_000;
        try (Scene scene = new Scene(3, NO_LOG_KEPT, LinkOptions.DEFAULT.bandwidth(bytesPerSecond))) {
            int bytes = 200 * 4_000;
            scene.play(() -> {
                scene.fill("n1", "k", 200, 4_000);
                scene.follow("n2", "n1");
                scene.await(
                        "transfer",
                        Scene.soon(),
                        () -> scene.node("n2").view().link().equals("fetch_sst"));
                long made = scene.node("n1")
                        .directory()
                        .resolve("checkpoint/CURRENT")
                        .toFile()
                        .lastModified();
                scene.follow("n3", "n1");
                scene.await(
                        "transfer",
                        Scene.soon(),
                        () -> scene.node("n3").view().link().equals("fetch_sst"));
                expect(
                        "checkpoint",
                        made,
                        scene.node("n1")
                                .directory()
                                .resolve("checkpoint/CURRENT")
                                .toFile()
                                .lastModified());
                long bound = scene.bounds().recovery(2 * SECOND * bytes / bytesPerSecond);
                scene.awaitLevel("n2", "n1", bound);
                scene.awaitLevel("n3", "n1", bound);
                expect("sync_full", "2", scene.info("n1", "sync_full"));
                expect("replicas", "2", scene.info("n1", "connected_slaves"));
            });
        }
    }

    /** The master ends within a paced transfer; what has come is kept and not fetched again. */
    @Test
    void aLimitedTransferGoesOnAfterARestartOfTheMaster() {
        Map<String, String> config = Map.of(
                "max-replication-mb", "1",
                "flush-bytes", "400000",
                "rocksdb.wal_ttl_seconds", "0",
                "rocksdb.wal_size_limit_mb", "0");
        try (Scene scene = new Scene(2, config)) {
            long bytes = 8L << 20;
            scene.play(() -> {
                scene.fill("n1", "k", 512, 16 << 10);
                scene.follow("n2", "n1");
                scene.await(
                        "transfer",
                        Scene.soon(),
                        () -> scene.node("n2").view().link().equals("fetch_sst"));
                Thread.sleep(5_000);
                expect("link", "fetch_sst", scene.node("n2").view().link());
                List<String> before = tables(scene);
                expect("some tables have come", true, before.size() > 1);
                scene.restart("n1", Map.of());
                scene.awaitLevel("n2", "n1", scene.bounds().recovery((bytes >> 20) * SECOND));
            });
        }
    }

    private static List<String> tables(Scene scene) {
        String[] names = scene.node("n2")
                .directory()
                .resolve("sync_checkpoint")
                .toFile()
                .list((dir, name) -> name.endsWith(".sst"));
        return names == null ? List.of() : new ArrayList<>(List.of(names));
    }

    /** More than the sixteen updates of a frame in one batch, and then silence. */
    @Test
    void theLastOfABurstArrivesWithoutAnotherWrite() {
        try (Scene scene = new Scene(2, Map.of())) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                List<String> words = new ArrayList<>(List.of("HSET", "h"));
                for (int i = 0; i < 21; i++) {
                    words.addAll(List.of("f" + i, "v" + i));
                }
                expect("HSET", "21", scene.ask("n1", words.toArray(String[]::new)));
                scene.awaitLevel("n2", "n1", Scene.soon());
            });
        }
    }

    @Test
    void aChangedPasswordIsUsedForTheNextConnection() {
        try (Scene scene = new Scene(2, Map.of())) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                try (RespClient admin = scene.connect("n1")) {
                    admin.call("CONFIG", "SET", "requirepass", "new");
                    scene.tell("n2", "CONFIG", "SET", "masterauth", "new");
                    expect("CLIENT KILL", "1", admin.call("CLIENT", "KILL", "TYPE", "slave"));
                    expect("SET", "OK", admin.call("SET", "k", "v"));
                }
                scene.awaitLevel("n2", "n1", scene.bounds().linkBack());
            });
        }
    }

    @Test
    void anAnnouncedAddressIsShown() {
        Map<String, String> own =
                Map.of("n2.replica-announce-ip", "slave-host-ip.local", "n2.replica-announce-port", "1234");
        try (Scene scene = new Scene(2, Map.of(), own, LinkOptions.DEFAULT)) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                expectIn("slave0", "ip=slave-host-ip.local,port=1234,", scene.info("n1", "slave0"));
                expectIn("ROLE", "slave-host-ip.local 1234 ", scene.ask("n1", "ROLE"));
            });
        }
    }

    @Test
    void nobodyFollowsItselfOrItsReplica() {
        try (Scene scene = new Scene(2, Map.of("bind", "0.0.0.0"))) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                expect(
                        "own replica",
                        "-ERR can't replicate your own replicas",
                        scene.ask("n1", "SLAVEOF", "n2", "6666"));
                expect("role", "master", scene.info("n1", "role"));
            });
        }
    }

    @Test
    void withoutALogAFullSyncAndThenIncrements() {
        long bytesPerSecond = 400_000;
        try (Scene scene = new Scene(2, NO_LOG_KEPT, LinkOptions.DEFAULT.bandwidth(bytesPerSecond))) {
            scene.play(() -> {
                scene.fill("n1", "k", 300, 4_000);
                scene.attach("n2", "n1", scene.bounds().recovery(300 * 4_000 * SECOND / bytesPerSecond));
                expect("sync_full", "1", scene.info("n1", "sync_full"));
                scene.tell("n1", "SET", "after", "x");
                scene.awaitLevel("n2", "n1", Scene.soon());
                expect("sync_full", "1", scene.info("n1", "sync_full"));
            });
        }
    }

    /** The master vanishes in the middle of a slow transfer; the replica is told at once to follow one that is not there. */
    @Test
    void aLostMasterDoesNotHoldUpTheNextTopology() {
        long bytesPerSecond = 100_000;
        Map<String, String> config = Map.of(
                "cluster-enabled", "yes",
                "flush-bytes", "40000",
                "rocksdb.wal_ttl_seconds", "0",
                "rocksdb.wal_size_limit_mb", "0");
        try (Scene scene = new Scene(3, config, LinkOptions.DEFAULT.bandwidth(bytesPerSecond))) {
            SimulatedNode master = scene.node("n1");
            SimulatedNode replica = scene.node("n2");
            SimulatedNode other = scene.node("n3");
            scene.play(() -> {
                scene.tell("n1", "CLUSTERX", "SETNODEID", master.id());
                scene.tell("n2", "CLUSTERX", "SETNODEID", replica.id());
                String nodes = master.id() + " n1 6666 master - 0-16383\n" + replica.id() + " n2 6666 slave ";
                scene.tell("n1", "CLUSTERX", "SETNODES", nodes + master.id(), "1");
                scene.fill("n1", "k", 200, 4_000);
                scene.tell("n2", "CLUSTERX", "SETNODES", nodes + master.id(), "1");
                scene.await(
                        "transfer", Scene.soon(), () -> replica.view().link().equals("fetch_sst"));
                Thread.sleep(2_000);
                scene.testbed().network().rule(Rules.drop(master.host(), replica.host()));
                other.kill();
                long asked = System.nanoTime();
                scene.tell(
                        "n2",
                        "CLUSTERX",
                        "SETNODES",
                        other.id() + " n3 6666 master - 0-16383\n" + replica.id() + " n2 6666 slave " + other.id(),
                        "2");
                long took = System.nanoTime() - asked;
                expect(
                        "within " + scene.bounds().lock() + " ns",
                        true,
                        took < scene.bounds().lock());
            });
        }
    }

    /** What is left after a frame of 16 KiB does not wait for the next one. */
    @Test
    void aSmallWriteAfterALargeOneArrivesAtOnce() {
        try (Scene scene = new Scene(2, Map.of())) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                scene.tell("n1", "SET", "large", "x".repeat(16 << 10));
                scene.tell("n1", "SET", "small", "x");
                scene.awaitLevel("n2", "n1", SECOND);
            });
        }
    }

    @Test
    void waitCountsReplicasAndEndsAfterItsTime() {
        try (Scene scene = new Scene(2, Map.of("protocol-level", "1"))) {
            scene.play(() -> {
                scene.attach("n2", "n1", Scene.soon());
                scene.tell("n1", "SET", "k", "v");
                expect("WAIT", "1", scene.ask("n1", "WAIT", "1", "10000"));
                scene.testbed()
                        .network()
                        .rule(Rules.drop(
                                scene.node("n1").host(), scene.node("n2").host()));
                try (RespClient client = scene.connect("n1")) {
                    client.call("SET", "k", "w");
                    long asked = System.nanoTime();
                    expect("WAIT", "0", client.call("WAIT", "1", "1500"));
                    long took = System.nanoTime() - asked;
                    expect("time of WAIT", true, took >= 1_500 * Scene.MILLI && took < 2 * SECOND);
                }
            });
        }
    }
}
