package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.testbed.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What begins a new tenure of a node, and what does not. */
class TenuresTest {
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.second();
    private final Tenures tenures = new Tenures();

    @AfterEach
    void close() {
        nodes.close();
    }

    /** Whether something begins a tenure of the node, and of no other. */
    private boolean begins(Runnable event) {
        int before = tenures.of(node);
        event.run();
        assertThat(tenures.of(nodes.first())).isZero();
        return tenures.of(node) != before;
    }

    @Test
    void anotherRoleBeginsOneAndTheSameRoleDoesNot() {
        assertThat(begins(() -> tenures.state(node, "role", "slave"))).isTrue();
        assertThat(begins(() -> tenures.state(node, "role", "slave"))).isFalse();
        assertThat(begins(() -> tenures.state(node, "role", "master"))).isTrue();
        assertThat(begins(() -> tenures.state(node, "loading", "1"))).isFalse();
    }

    @Test
    void otherDataBeginsOne() {
        assertThat(begins(() -> tenures.restored(node, 1))).isTrue();
        assertThat(begins(() -> tenures.lostData(node, false))).isTrue();
        assertThat(begins(() -> tenures.emptied(node))).isTrue();
    }

    @Test
    void aRestartBeginsNone() {
        assertThat(begins(() -> tenures.crashed(node))).isFalse();
        assertThat(begins(() -> tenures.started(node))).isFalse();
    }
}
