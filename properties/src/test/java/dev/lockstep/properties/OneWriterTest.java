package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.OneWriterPerSlot;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that was started again is excused at the topology version of that time, and at no other. */
class OneWriterTest {
    /** A batch with one key of slot 7 in the family that holds keys, of name space n. */
    private static final byte[] OF_SLOT_7 = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 1, 5, 1, 'n', 0, 7, 'k', 1, 'v'};

    private static void push(Scene scene, String version) throws IOException {
        String nodes = scene.node("n1").id() + " n1 6666 master - 0-8191\n"
                + scene.node("n2").id() + " n2 6666 master - 8192-16383";
        for (String node : List.of("n1", "n2")) {
            scene.tell(node, "CLUSTERX", "SETNODEID", scene.node(node).id());
            scene.tell(node, "CLUSTERX", "SETNODES", nodes, version);
        }
    }

    @Test
    void aNodeIsExcusedAtOneVersion() {
        Reports reports = new Reports();
        OneWriterPerSlot check = new OneWriterPerSlot(reports);
        try (Scene scene = new Scene(2, Map.of("cluster-enabled", "yes"))) {
            SimulatedNode n1 = scene.node("n1");
            SimulatedNode n2 = scene.node("n2");
            scene.play(() -> push(scene, "1"));
            check.crashed(n2);
            check.written(n1, 1, OF_SLOT_7);
            check.written(n2, 1, OF_SLOT_7);
            assertThat(reports.properties()).isEmpty();
            scene.play(() -> push(scene, "2"));
            check.written(n1, 2, OF_SLOT_7);
            check.written(n2, 2, OF_SLOT_7);
            assertThat(reports.properties()).containsExactly("one-writer-per-slot");
        }
    }
}
