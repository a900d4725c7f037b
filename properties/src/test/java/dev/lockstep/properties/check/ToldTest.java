package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a node's topology, and when nothing is. What was sent before a crash is tried in {@link ChecksTest}. */
class ToldTest {
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.second();
    private final Told told = new Told(n -> true);
    private final Topology first = Topology.initial(List.of(nodes.first(), node));
    private final Topology second = first.replicate(node);

    @AfterEach
    void close() {
        nodes.close();
    }

    private void acknowledge(Told by, Topology topology) {
        by.told(node, topology);
        by.answered(node, topology, "OK");
    }

    @Test
    void theLastThatWasAcknowledgedCounts() {
        acknowledge(told, first);
        assertThat(told.acknowledged(node)).isEqualTo(first);
        assertThat(told.mustFollow(node)).isFalse();
        acknowledge(told, second);
        assertThat(told.acknowledged(node)).isEqualTo(second);
        assertThat(told.mustFollow(node)).isTrue();
        assertThat(told.highest(node)).isEqualTo(2);
    }

    @Test
    void aRefusedOneChangesNothing() {
        acknowledge(told, first);
        told.told(node, second);
        assertThat(told.pending(node)).isTrue();
        told.answered(node, second, "ERR");
        assertThat(told.pending(node)).isFalse();
        assertThat(told.acknowledged(node)).isEqualTo(first);
    }

    /** It is answered OK and ignored. */
    @Test
    void anotherOneWithAVersionThatTheNodeHasHadChangesNothing() {
        acknowledge(told, first);
        acknowledge(told, second);
        acknowledge(told, first.unchanged());
        assertThat(told.acknowledged(node)).isEqualTo(second);
    }

    @Test
    void ofTwoUnderWayWithOneVersionNobodyKnowsWhichCounts() {
        Topology other = first.unchanged();
        told.told(node, second);
        told.told(node, other);
        told.answered(node, other, "OK");
        assertThat(told.acknowledged(node)).isNull();
        assertThat(told.highest(node)).isEqualTo(2);
    }

    @Test
    void theSameSentTwiceIsKnown() {
        told.told(node, second);
        told.told(node, first.replicate(node));
        told.answered(node, second, "OK");
        assertThat(told.acknowledged(node)).isEqualTo(second);
    }

    @Test
    void afterCommandsByHandNothingIsKnownUntilTheNextOne() {
        acknowledge(told, first);
        told.toldByHand(node, true);
        acknowledge(told, second);
        assertThat(told.acknowledged(node)).isNull();
        told.toldByHand(node, false);
        assertThat(told.acknowledged(node)).isNull();
        acknowledge(told, second.unchanged());
        assertThat(told.acknowledged(node)).isNotNull();
    }

    /** Whether one that was sent before a reset was taken before or after it, its answer does not tell. */
    @Test
    void afterAResetOnlyWhatIsSentAnewCounts() {
        told.told(node, second);
        told.state(node, "cluster_version", "-1");
        told.answered(node, second, "OK");
        assertThat(told.acknowledged(node)).isNull();
        assertThat(told.highest(node)).isEqualTo(-1);
        acknowledge(told, second);
        assertThat(told.acknowledged(node)).isEqualTo(second);
    }

    @Test
    void aNodeThatKeepsItsTopologyInMemoryOnlyForgetsItInACrash() {
        Told forgetful = new Told(n -> false);
        acknowledge(told, second);
        acknowledge(forgetful, second);
        told.crashed(node);
        forgetful.crashed(node);
        assertThat(told.acknowledged(node)).isEqualTo(second);
        assertThat(forgetful.acknowledged(node)).isNull();
        assertThat(forgetful.highest(node)).isEqualTo(-1);
    }

    @Test
    void anEmptyDiskKnowsNothing() {
        acknowledge(told, second);
        told.lostData(node, false);
        assertThat(told.acknowledged(node)).isEqualTo(second);
        told.lostData(node, true);
        assertThat(told.acknowledged(node)).isNull();
        assertThat(told.sent(node)).isZero();
    }
}
