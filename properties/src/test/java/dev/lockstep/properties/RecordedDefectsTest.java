package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.expect;
import static dev.lockstep.properties.Scene.expectIn;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.search.Defect;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recorded replies that the right node does not give, because they come from a defect: with its patch they are given. */
class RecordedDefectsTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    private static Scene scene(String id) {
        Defect defect = new KvrocksSubject()
                .defects().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return new Scene(Scenarios.base(defect), 1, Map.of("cluster-enabled", "yes"), Map.of(), LinkOptions.DEFAULT);
    }

    /** Cases csn-084 and csn-087. */
    @Test
    void slotsThatATopologyLeavesOutKeepTheirOwner() {
        try (Scene scene = scene("X4")) {
            scene.play(() -> {
                scene.tell("n1", "CLUSTERX", "SETNODEID", A);
                scene.tell("n1", "CLUSTERX", "SETNODES", A + " n1 6666 master - 0-16383", "1");
                scene.tell("n1", "CLUSTERX", "SETNODES", A + " n1 6666 master - 0-100", "2");
                expectIn("INFO", "cluster_slots_assigned:16384\r\n", scene.ask("n1", "CLUSTER", "INFO"));
                String both = A + " n1 6666 master - 0-8191\n" + B + " 10.0.0.2 7002 master - 8192-16383";
                scene.tell("n1", "CLUSTERX", "SETNODES", both, "3");
                scene.tell("n1", "CLUSTERX", "SETNODES", A + " n1 6666 master - 0-8191", "4");
                expect("GET", "-MOVED 12182 10.0.0.2:7002", scene.ask("n1", "GET", "foo"));
            });
        }
    }

    /** Case css-029. */
    @Test
    void aRefusedSlotLeavesANodeBehind() {
        try (Scene scene = scene("X5")) {
            scene.play(() -> {
                scene.tell("n1", "CLUSTERX", "SETNODEID", A);
                String both = A + " n1 6666 master - 0-8191\n" + B + " 10.0.0.2 7002 master - 8192-16383";
                scene.tell("n1", "CLUSTERX", "SETNODES", both, "1");
                expect(
                        "SETSLOT",
                        "-ERR No this node in the cluster",
                        scene.ask("n1", "CLUSTERX", "SETSLOT", "0", "NODE", "c".repeat(40), "2"));
                expectIn("INFO", "cluster_known_nodes:3\r\n", scene.ask("n1", "CLUSTER", "INFO"));
            });
        }
    }
}
