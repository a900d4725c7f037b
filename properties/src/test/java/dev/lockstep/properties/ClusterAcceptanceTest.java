package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.expect;
import static dev.lockstep.properties.Scene.expectIn;

import dev.lockstep.properties.client.RespClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scenarios by which Kvrocks itself accepts the cluster. */
class ClusterAcceptanceTest {
    private static final Map<String, String> CLUSTER = Map.of("cluster-enabled", "yes");
    private static final String NOT_INITIALIZED = "-CLUSTERDOWN The cluster is not initialized";
    private static final String CROSS_SLOT = "-CROSSSLOT Attempted to access keys that don't hash to the same slot";

    /** A line of a topology. */
    private static String line(Scene scene, String node, String roleAndSlots) {
        return scene.node(node).id() + " " + node + " 6666 " + roleAndSlots;
    }

    private static void identify(Scene scene, String... nodes) throws IOException {
        for (String node : nodes) {
            scene.tell(node, "CLUSTERX", "SETNODEID", scene.node(node).id());
            expect("MYID", scene.node(node).id(), scene.ask(node, "CLUSTERX", "MYID"));
        }
    }

    @Test
    void withoutTheModeThereAreNoClusterCommands() {
        try (Scene scene = new Scene(1, Map.of())) {
            scene.play(() -> {
                expect("NODES", "-ERR Cluster mode is not enabled", scene.ask("n1", "CLUSTER", "NODES"));
                expect("VERSION", "-ERR Cluster mode is not enabled", scene.ask("n1", "CLUSTERX", "VERSION"));
            });
        }
    }

    @Test
    void aTopologyIsKeptOverARestartIfThatIsWanted() {
        for (String kept : List.of("yes", "no")) {
            Map<String, String> config = Map.of("cluster-enabled", "yes", "persist-cluster-nodes-enabled", kept);
            try (Scene scene = new Scene(1, config)) {
                scene.play(() -> {
                    expect("before", NOT_INITIALIZED, scene.ask("n1", "CLUSTER", "NODES"));
                    identify(scene, "n1");
                    scene.tell("n1", "CLUSTERX", "SETNODES", line(scene, "n1", "master - 0-100"), "1");
                    scene.tell(
                            "n1",
                            "CLUSTERX",
                            "SETNODES",
                            line(scene, "n1", "master - 0 2 4-8193 10000 10002-11002"),
                            "2");
                    expectIn("ranges", "connected 0 2 4-8193 10000 10002-11002", scene.ask("n1", "CLUSTER", "NODES"));
                    expect("assigned", "9194", scene.info("n1", "cluster_slots_assigned"));
                    scene.restart("n1", Map.of());
                    boolean yes = kept.equals("yes");
                    expect("version", yes ? "2" : "-1", scene.ask("n1", "CLUSTERX", "VERSION"));
                    String nodes = scene.ask("n1", "CLUSTER", "NODES");
                    expect("nodes", yes, nodes.contains("connected 0 2 4-8193 10000 10002-11002"));
                    expect("nodes", !yes, nodes.equals(NOT_INITIALIZED));
                });
            }
        }
    }

    @Test
    void keepingATopologyIsSwitchedOnAndOff() {
        try (Scene scene = new Scene(1, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1");
                scene.tell("n1", "CONFIG", "SET", "persist-cluster-nodes-enabled", "no");
                scene.tell("n1", "CLUSTERX", "SETNODES", line(scene, "n1", "master - 0-100"), "1");
                scene.tell("n1", "CONFIG", "SET", "persist-cluster-nodes-enabled", "yes");
                scene.restart("n1", Map.of());
                expect("switched on", "1", scene.ask("n1", "CLUSTERX", "VERSION"));
                scene.tell("n1", "CONFIG", "SET", "persist-cluster-nodes-enabled", "no");
                scene.restart("n1", Map.of());
                expect("switched off", "-1", scene.ask("n1", "CLUSTERX", "VERSION"));
            });
        }
    }

    @Test
    void withoutTheModeAKeptTopologyIsLeftAlone() {
        try (Scene scene = new Scene(1, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1");
                scene.tell("n1", "CLUSTERX", "SETNODES", line(scene, "n1", "master - 0-100"), "1");
                scene.restart("n1", Map.of("cluster-enabled", "no"));
                scene.tell("n1", "CONFIG", "SET", "persist-cluster-nodes-enabled", "no");
                scene.restart("n1", Map.of("cluster-enabled", "yes"));
                expect("met again", "1", scene.ask("n1", "CLUSTERX", "VERSION"));
            });
        }
    }

    @Test
    void anOlderVersionNeedsForce() {
        try (Scene scene = new Scene(1, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1");
                String nodes = line(scene, "n1", "master - 0-100");
                scene.tell("n1", "CLUSTERX", "SETNODES", nodes, "5");
                expect("older", "-ERR Invalid cluster version", scene.ask("n1", "CLUSTERX", "SETNODES", nodes, "4"));
                scene.tell("n1", "CLUSTERX", "SETNODES", nodes, "4", "force");
                expect("version", "4", scene.ask("n1", "CLUSTERX", "VERSION"));
                String joined = nodes + " " + line(scene, "n1", "master - 200").replace('1', '2');
                expectIn(
                        "newline",
                        "Missing newline between node entries",
                        scene.ask("n1", "CLUSTERX", "SETNODES", joined, "6"));
            });
        }
    }

    @Test
    void replicasOfANode() {
        try (Scene scene = new Scene(3, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1");
                String id = scene.node("n1").id();
                String nodes = line(scene, "n1", "master - 0-100") + "\n" + line(scene, "n2", "slave " + id) + "\n"
                        + line(scene, "n3", "master - 101-16383");
                scene.tell("n1", "CLUSTERX", "SETNODES", nodes, "1");
                expectIn(
                        "with",
                        scene.node("n2").id() + " n2:6666@16666 slave " + id,
                        scene.ask("n1", "CLUSTER", "REPLICAS", id));
                expect(
                        "without",
                        "",
                        scene.ask("n1", "CLUSTER", "REPLICAS", scene.node("n3").id()));
                expect(
                        "of a replica",
                        "-ERR The node isn't a master",
                        scene.ask("n1", "CLUSTER", "REPLICAS", scene.node("n2").id()));
                expect(
                        "unknown",
                        "-ERR Invalid cluster node id",
                        scene.ask("n1", "CLUSTER", "REPLICAS", "x".repeat(40)));
            });
        }
    }

    @Test
    void aSlotChangesItsOwnerAndThatIsKept() {
        try (Scene scene = new Scene(2, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1", "n2");
                String nodes = line(scene, "n1", "master - 0-10000") + "\n" + line(scene, "n2", "master - 10001-16383");
                for (String node : List.of("n1", "n2")) {
                    scene.tell(node, "CLUSTERX", "SETNODES", nodes, "2");
                }
                String target = scene.node("n2").id();
                expect(
                        "version",
                        "-ERR Invalid cluster version",
                        scene.ask("n1", "CLUSTERX", "SETSLOT", "0", "NODE", target, "4"));
                expect("here", "(nil)", scene.ask("n1", "GET", "06S")); // slot 0
                expect("there", "-MOVED 0 n1:6666", scene.ask("n2", "GET", "06S"));
                for (String node : List.of("n1", "n2")) {
                    scene.tell(node, "CLUSTERX", "SETSLOT", "0 2-4", "NODE", target, "3");
                }
                expect("moved", "-MOVED 0 n2:6666", scene.ask("n1", "GET", "06S"));
                expect("now there", "(nil)", scene.ask("n2", "GET", "06S"));
                scene.restart("n1", Map.of());
                expect("kept", "-MOVED 0 n2:6666", scene.ask("n1", "GET", "06S"));
                expect("kept", "3", scene.ask("n1", "CLUSTERX", "VERSION"));
            });
        }
    }

    /** One node for the lower half, one with a replica for most of the upper one, and one that only shows the way; slot 16383 is nobody's. */
    @Test
    void fourNodesShowTheWayToEachOther() {
        try (Scene scene = new Scene(4, CLUSTER)) {
            scene.play(() -> {
                expect("before", "-CLUSTERDOWN Hash slot not served", scene.ask("n1", "SET", "k", "v"));
                identify(scene, "n1", "n2", "n3", "n4");
                String nodes = line(scene, "n1", "master -") + "\n" + line(scene, "n2", "master - 0-8191") + "\n"
                        + line(scene, "n3", "master - 8192-16382") + "\n"
                        + line(scene, "n4", "slave " + scene.node("n3").id());
                for (String node : List.of("n1", "n2", "n3", "n4")) {
                    scene.tell(node, "CLUSTERX", "SETNODES", nodes, "1");
                    expect("nodes", "4", scene.info(node, "cluster_known_nodes"));
                    expect("assigned", "16383", scene.info(node, "cluster_slots_assigned"));
                    expect("epoch", "1", scene.info(node, "cluster_my_epoch"));
                }
                expect("router", "-MOVED 12182 n3:6666", scene.ask("n1", "GET", "foo"));
                expect("other half", "-MOVED 12182 n3:6666", scene.ask("n2", "GET", "foo"));
                expect("own half", "OK", scene.ask("n3", "SET", "foo", "x"));
                expect("unserved", "-CLUSTERDOWN Hash slot not served", scene.ask("n3", "GET", "hia"));
                expect("two halves", CROSS_SLOT, scene.ask("n3", "MGET", "foo", "bar"));
                scene.awaitLevel("n4", "n3", Scene.soon());
                replica(scene);
                transactions(scene);
            });
        }
    }

    private static void replica(Scene scene) throws IOException {
        try (RespClient client = scene.connect("n4")) {
            expect("replica", "-MOVED 12182 n3:6666", client.call("GET", "foo"));
            expect("READONLY", "OK", client.call("READONLY"));
            expect("read", "x", client.call("GET", "foo"));
            expect("write", "-MOVED 12182 n3:6666", client.call("SET", "foo", "y"));
            expect("READWRITE", "OK", client.call("READWRITE"));
            expect("replica", "-MOVED 12182 n3:6666", client.call("GET", "foo"));
        }
    }

    private static void transactions(Scene scene) throws IOException {
        try (RespClient client = scene.connect("n3")) {
            client.call("MULTI");
            expect("own", "QUEUED", client.call("SET", "foo", "y"));
            expect("other node", "-MOVED 5061 n2:6666", client.call("SET", "bar", "y"));
            expect("EXEC", "-EXECABORT Transaction discarded", client.call("EXEC"));
            client.call("MULTI");
            expect("own", "QUEUED", client.call("SET", "foo", "y"));
            expect("EXEC", "OK", client.call("EXEC"));
            expect("GET", "y", client.call("GET", "foo"));
        }
    }

    @Test
    void aResetNeedsAnEmptyDatabaseAndMakesAMaster() {
        try (Scene scene = new Scene(2, CLUSTER)) {
            scene.play(() -> {
                identify(scene, "n1", "n2");
                String nodes = line(scene, "n1", "master - 0-16383") + "\n"
                        + line(scene, "n2", "slave " + scene.node("n1").id());
                scene.tell("n1", "CLUSTERX", "SETNODES", nodes, "1");
                scene.tell("n2", "CLUSTERX", "SETNODES", nodes, "1");
                scene.tell("n1", "SET", "k", "v");
                scene.awaitLevel("n2", "n1", Scene.soon());
                String refusal = "-ERR Can't reset cluster while database is not empty";
                expect("master", refusal, scene.ask("n1", "CLUSTER", "RESET"));
                expect("replica", refusal, scene.ask("n2", "CLUSTER", "RESET"));
                scene.tell("n1", "FLUSHALL");
                scene.awaitLevel("n2", "n1", Scene.soon());
                scene.tell("n2", "CLUSTER", "RESET");
                expect("role", "master", scene.info("n2", "role"));
                expect("version", "-1", scene.ask("n2", "CLUSTERX", "VERSION"));
                scene.await(
                        "feed ends",
                        scene.bounds().feed(),
                        () -> scene.info("n1", "connected_slaves").equals("0"));
                String imports = line(scene, "n1", "master - 0-8191") + "\n" + line(scene, "n2", "master - 8192-16383");
                scene.tell("n1", "CLUSTERX", "SETNODES", imports, "2");
                try (RespClient client = scene.connect("n1")) {
                    expect("IMPORT", "OK", client.call("CLUSTER", "IMPORT", "10000", "0"));
                    expect("RESET", "-ERR Can't reset cluster while importing slot", client.call("CLUSTER", "RESET"));
                }
            });
        }
    }
}
