package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.expect;
import static dev.lockstep.properties.Scene.expectIn;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.Damage;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose disks are full, fail or lose their power. */
class DiskTest {
    private static final Map<String, String> MEMORY = Map.of("store", "memory");
    private static final Map<String, String> CLUSTER = Map.of("store", "memory", "cluster-enabled", "yes");

    private static void restart(Scene scene, SimulatedNode node, Damage damage)
            throws IOException, InterruptedException {
        node.powerOff(damage);
        node.powerOn();
        scene.awaitReady(node.name());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatFailedLeavesNothingThatHidesLaterOnes(boolean full) {
        try (Scene scene = new Scene(1, MEMORY)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                for (int i = 0; i < 20; i++) {
                    node.host().disk().full(full);
                    node.host().disk().failing(!full);
                    expectIn("SET", full ? "No space left" : "Input/output", scene.ask("n1", "SET", "lost" + i, "x"));
                    node.host().disk().full(false);
                    node.host().disk().failing(false);
                    scene.tell("n1", "SET", "kept" + i, "v" + i);
                }
                restart(scene, node, Damage.NONE);
                for (int i = 0; i < 20; i++) {
                    expect("GET", "v" + i, scene.ask("n1", "GET", "kept" + i));
                    expect("GET", "(nil)", scene.ask("n1", "GET", "lost" + i));
                }
            });
        }
    }

    /** Its thread is gone with the lock of the log, which nobody gives back. */
    @Test
    void aRunMayEndWhileAWriteWaitsForTheDisk() {
        try (Scene scene = new Scene(1, MEMORY)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                RespClient client = scene.connect("n1");
                node.host().disk().delay(3_600 * Scene.SECOND);
                client.send("SET", "a", "1");
                scene.await(
                        "a write that waits",
                        Scene.SECOND,
                        () -> node.host().disk().waitedNanos() > 0);
            });
        }
    }

    @Test
    void aFlushThatFailedIsNoFailureOfTheWriteAndComesLater() {
        Map<String, String> config = Map.of("store", "memory", "rocksdb.write_buffer_size", "1");
        try (Scene scene = new Scene(1, config)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                scene.fill("n1", "before", 20, 1_000);
                for (int i = 0; i < 10; i++) {
                    node.host().disk().failing(true);
                    expectIn("COMPACT", "Input/output", scene.ask("n1", "COMPACT"));
                    node.host().disk().failing(false);
                    scene.tell("n1", "SET", "kept" + i, "v" + i);
                }
                restart(scene, node, Damage.NONE);
                for (int i = 0; i < 10; i++) {
                    expect("GET", "v" + i, scene.ask("n1", "GET", "kept" + i));
                }
                expect("GET", "v".repeat(1_000), scene.ask("n1", "GET", "before19"));
            });
        }
    }

    @Test
    void aTransactionThatCannotBeWrittenHasOneReply() {
        try (Scene scene = new Scene(1, MEMORY)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                try (RespClient client = scene.connect("n1")) {
                    client.call("MULTI");
                    client.call("INCR", "a");
                    node.host().disk().full(true);
                    expectIn("EXEC", "No space left", client.call("EXEC"));
                    node.host().disk().full(false);
                    expect("PING", "PONG", client.call("PING"));
                    expect("GET", "(nil)", client.call("GET", "a"));
                }
            });
        }
    }

    @Test
    void aTopologyThatCannotBeWrittenChangesNothing() {
        try (Scene scene = new Scene(2, CLUSTER)) {
            SimulatedNode node = scene.node("n1");
            String first = line(node) + " master - 0-16383";
            String second = line(scene.node("n2")) + " master - 0-16383\n" + line(node) + " slave "
                    + scene.node("n2").id();
            scene.play(() -> {
                scene.tell("n1", "CLUSTERX", "SETNODEID", node.id());
                scene.tell("n1", "CLUSTERX", "SETNODES", first, "1");
                scene.tell("n1", "SET", "a", "1");
                node.host().disk().full(true);
                expectIn("SETNODES", "No space left", scene.ask("n1", "CLUSTERX", "SETNODES", second, "2"));
                expectIn(
                        "SETNODEID",
                        "No space left",
                        scene.ask(
                                "n1", "CLUSTERX", "SETNODEID", scene.node("n2").id()));
                node.host().disk().full(false);
                expect("version", "1", scene.ask("n1", "CLUSTERX", "VERSION"));
                expect("role", "master", scene.info("n1", "role"));
                expect("SET", "OK", scene.ask("n1", "SET", "a", "2"));
                expectIn("nodes.conf", "version 1", Files.readString(conf(node)));
                scene.tell("n1", "CLUSTERX", "SETNODES", second, "2");
                expect("role", "slave", scene.info("n1", "role"));
            });
        }
    }

    private static String line(SimulatedNode node) {
        return node.id() + " " + node.name() + " " + SimulatedNode.PORT;
    }

    private static Path conf(SimulatedNode node) {
        return node.directory().resolve("nodes.conf");
    }

    @Test
    void nodesConfIsWholeAfterAPowerFailure() {
        try (Scene scene = new Scene(1, CLUSTER)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                scene.tell("n1", "CLUSTERX", "SETNODEID", node.id());
                scene.tell("n1", "CLUSTERX", "SETNODES", line(node) + " master - 0-16383", "7");
                restart(scene, node, new Damage.Unforced(0));
                expect("version", "7", scene.ask("n1", "CLUSTERX", "VERSION"));
            });
        }
    }

    @Test
    void aPowerFailureTakesWhatWasNotForcedAndNothingElse() {
        try (Scene scene = new Scene(1, MEMORY)) {
            SimulatedNode node = scene.node("n1");
            scene.play(() -> {
                scene.tell("n1", "SET", "flushed", "1");
                scene.tell("n1", "COMPACT");
                scene.tell("n1", "SET", "unforced", "2");
                restart(scene, node, new Damage.Unforced(0));
                expect("GET", "1", scene.ask("n1", "GET", "flushed"));
                expect("GET", "(nil)", scene.ask("n1", "GET", "unforced"));
            });
        }
    }

    @Test
    void aReplicaWhoseDiskWasFullCatchesUp() {
        try (Scene scene = new Scene(2, MEMORY)) {
            SimulatedNode replica = scene.node("n2");
            scene.play(() -> {
                scene.fill("n1", "a", 20, 100);
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                replica.host().disk().full(true);
                scene.tell("n1", "SET", "b", "1");
                Thread.sleep(15_000);
                expect("GET", "(nil)", scene.ask("n2", "GET", "b"));
                replica.host().disk().full(false);
                scene.awaitLevel("n2", "n1", scene.bounds().recovery(0));
            });
        }
    }

    @Test
    void aDatabaseThatCouldNotBeOpenedIsOpenedOnceThereIsRoom() {
        Map<String, String> config = Map.of("store", "memory", "slave-empty-db-before-fullsync", "yes");
        try (Scene scene = new Scene(2, config, LinkOptions.DEFAULT.bandwidth(50_000))) {
            SimulatedNode replica = scene.node("n2");
            scene.play(() -> {
                scene.fill("n1", "a", 200, 1_000);
                scene.fill(
                        "n2", "own", 300,
                        10); // a longer history than that of n1, so that nothing but a full sync helps
                scene.follow("n2", "n1");
                scene.await(
                        "loading",
                        Scene.soon(),
                        () -> scene.ask("n2", "GET", "a").startsWith("-LOADING"));
                replica.host().disk().full(true);
                scene.node("n1").kill();
                Thread.sleep(1_000);
                expectIn("GET", "-LOADING", scene.ask("n2", "GET", "a"));
                replica.host().disk().full(false);
                scene.await(
                        "loading ends",
                        Scene.soon(),
                        () -> scene.ask("n2", "GET", "a").equals("(nil)"));
            });
        }
    }

    /** With ids of histories a node that becomes master writes to its database. */
    @Test
    void theRoleDoesNotDependOnTheDisk() {
        try (Scene scene = new Scene(2, Map.of("store", "memory", "use-rsid-psync", "yes"))) {
            SimulatedNode node = scene.node("n2");
            scene.play(() -> {
                scene.tell("n1", "SET", "a", "1");
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                node.host().disk().full(true);
                scene.tell("n2", "SLAVEOF", "NO", "ONE");
                expect("role", "master", scene.info("n2", "role"));
                node.host().disk().full(false);
                scene.tell("n2", "SET", "b", "2");
                scene.tell("n1", "SET", "c", "3");
                scene.tell("n1", "SET", "d", "4");
                scene.tell("n2", "COMPACT"); // the log is gone, so that the id that is stored decides
                Thread.sleep(10_000); // until n1 has found out that n2 has left it
                scene.attach("n1", "n2", scene.bounds().recovery(0));
                expect("sync_full", "1", scene.info("n2", "sync_full"));
                expect("GET", "(nil)", scene.ask("n1", "GET", "c"));
            });
        }
    }

    @Test
    void aSwapThatFailedTwiceLeavesTheOldDatabase() {
        try (Scene scene = new Scene(2, Map.of())) {
            SimulatedNode replica = scene.node("n2");
            scene.play(() -> {
                scene.fill("n1", "a", 20, 100);
                scene.fill(
                        "n2", "own", 30, 10); // a longer history than that of n1, so that nothing but a full sync helps
                boolean[] once = new boolean[1];
                scene.beside("disk", () -> {
                    Path old = replica.directory().resolve("db.tmp");
                    while (!once[0]) {
                        once[0] = Files.exists(old);
                        replica.host().disk().failing(once[0]);
                        Thread.sleep(1);
                    }
                });
                replica.host().disk().delay(2_000_000L);
                scene.follow("n2", "n1");
                scene.await("swap", scene.bounds().recovery(0), () -> once[0]);
                scene.node("n1").kill();
                Thread.sleep(1_000);
                replica.host().disk().failing(false);
                scene.await(
                        "loading ends",
                        Scene.soon(),
                        () -> !scene.ask("n2", "GET", "own0").startsWith("-LOADING"));
                expect("GET", "v".repeat(10), scene.ask("n2", "GET", "own0"));
            });
        }
    }
}
