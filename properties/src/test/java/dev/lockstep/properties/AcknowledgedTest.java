package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.RoutedAsTold;
import dev.lockstep.properties.check.Told;
import dev.lockstep.properties.check.TopologyAsTold;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node knows one topology, and the checkers another that differs in one line only: n3 is a replica of n2, which has no slots. */
class AcknowledgedTest {
    private final Reports reports = new Reports();
    private final Scene scene = new Scene(3, Map.of("cluster-enabled", "yes"));
    private final SimulatedNode node = scene.node("n1");
    private final Topology known = Topology.initial(List.of(node, scene.node("n2"), scene.node("n3")));
    private final Topology other =
            known.follow(scene.node("n3"), scene.node("n2")).at(known.version());

    @BeforeEach
    void push() {
        scene.play(() -> {
            scene.tell("n1", "CLUSTERX", "SETNODEID", node.id());
            scene.tell("n1", "CLUSTERX", "SETNODES", known.text(), "1");
        });
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void broken(String promise, String part) {
        assertThat(reports.properties()).containsExactly(promise);
        assertThat(reports.messages()).allMatch(message -> message.contains(part));
    }

    @Test
    void aLineOfClusterNodes() {
        RoutedAsTold check = new RoutedAsTold(reports);
        scene.play(() -> check.check(node, known));
        assertThat(reports.properties()).isEmpty();
        scene.play(() -> check.check(node, other));
        broken("routed-as-told", "CLUSTER NODES");
    }

    /** Tells the checker of a topology that was taken, and of another push with this reply. */
    private void answered(Topology taken, String reply) {
        Told told = new Told(n -> true);
        told.told(node, taken);
        told.answered(node, taken, "OK");
        new TopologyAsTold(reports, told).answered(node, taken, reply);
    }

    @Test
    void aLineOfNodesConf() {
        answered(known, "OK");
        assertThat(reports.properties()).isEmpty();
        answered(other, "OK");
        broken("topology-as-told", "nodes.conf");
    }

    @Test
    void afterARefusalToo() {
        answered(known, "-ERR Invalid cluster version");
        assertThat(reports.properties()).isEmpty();
        answered(other, "-ERR Invalid cluster version");
        broken("topology-as-told", "after a refused SETNODES");
    }
}
