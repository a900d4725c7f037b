package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.Probe;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that stands still is blamed for its silence, unless a fault is known to hold it up. */
class UnansweredTest {
    private static final long BOUND = Scene.SECOND;

    private final Reports reports = new Reports();
    private final Scene scene = new Scene(1, Map.of("cluster-enabled", "yes"));
    private final SimulatedNode node = scene.node("n1");

    @AfterEach
    void close() {
        scene.close();
    }

    private void push() {
        Controller controller = new Controller(reports, scene.testbed(), BOUND);
        scene.play(
                () -> controller.pushOnce(node, Topology.initial(scene.testbed().nodes())));
    }

    private void probe() {
        Probe probe = new Probe(reports, node, BOUND, 10);
        scene.testbed().clients().start("probe", probe::run);
        scene.testbed().simulation().runFor(3 * BOUND);
        probe.finish();
    }

    @Test
    void aPush() {
        push();
        assertThat(reports.properties()).isEmpty();
        node.host().pause();
        push();
        assertThat(reports.properties()).containsExactly("setnodes-answered");
    }

    @Test
    void aPing() {
        probe();
        assertThat(reports.properties()).isEmpty();
        node.host().pause();
        probe();
        assertThat(reports.properties()).containsExactly("ping-answered");
    }

    @Test
    void aFaultIsAnExcuse() {
        node.pause();
        push();
        probe();
        assertThat(reports.properties()).isEmpty();
    }
}
