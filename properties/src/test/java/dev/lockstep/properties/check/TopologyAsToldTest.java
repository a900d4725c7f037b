package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that a topology says is compared by itself. The node is a master without a topology, so it has version -1. */
class TopologyAsToldTest {
    private final Reports reports = new Reports();
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.second();
    private final Told told = new Told(n -> true);
    private final Topology initial = Topology.initial(List.of(nodes.first(), node));

    @AfterEach
    void close() {
        nodes.close();
    }

    /** What is reported if the node starts again after it has acknowledged a topology. */
    private List<String> reported(Topology topology) {
        told.told(node, topology);
        told.answered(node, topology, "OK");
        new TopologyAsTold(reports, told).started(node);
        assertThat(reports.properties()).allMatch("topology-as-told"::equals);
        return reports.messages();
    }

    @Test
    void whatItWasToldIsRight() {
        assertThat(reported(initial.at(-1))).noneMatch(message -> message.contains(" has "));
    }

    @Test
    void anotherVersionIsSeen() {
        assertThat(reported(initial))
                .anyMatch(message -> message.contains("version '-1' after a restart, expected '1'"));
    }

    @Test
    void anotherRoleAndAnotherMasterAreSeen() {
        assertThat(reported(initial.replicate(node).at(-1)))
                .anyMatch(message -> message.contains("role 'master' after a restart, expected 'slave'"))
                .anyMatch(message -> message.contains("master '' after a restart, expected 'n1:6666'"));
    }
}
