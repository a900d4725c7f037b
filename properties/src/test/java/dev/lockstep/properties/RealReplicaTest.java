package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.check.Counters;
import dev.lockstep.properties.check.Facts;
import dev.lockstep.properties.check.InfoAgrees;
import dev.lockstep.properties.check.InfoAgrees.Truth;
import dev.lockstep.properties.check.LinkPinged;
import dev.lockstep.properties.check.QuietReplicaLevels;
import dev.lockstep.properties.check.ReplicaWritesNothing;
import dev.lockstep.properties.check.ResetForgets;
import dev.lockstep.properties.check.Told;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.properties.testing.Reports;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that look at a link need one: n2 is a replica of n1, and the checkers are told by hand what does not happen. */
class RealReplicaTest {
    private static final byte[] BATCH = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};

    private final Reports reports = new Reports();
    private final Scene scene = new Scene(2, Map.of());
    private final Testbed testbed = scene.testbed();
    private final SimulatedNode master = scene.node("n1");
    private final SimulatedNode replica = scene.node("n2");
    private final Facts facts = testbed.watch(new Facts());

    @BeforeEach
    void attach() {
        facts.started(master);
        facts.started(replica);
        scene.play(() -> scene.attach("n2", "n1", Scene.soon()));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void pass(long nanos) {
        testbed.simulation().runFor(nanos);
    }

    @Test
    void aReplicaThatStaysOneBehind() {
        long bound = Bounds.level(0);
        QuietReplicaLevels check = new QuietReplicaLevels(reports, testbed, facts, bound);
        facts.written(master, master.view().latestSequence() + 1, BATCH);
        pass(bound);
        check.look();
        assertThat(reports.properties()).isEmpty();
        pass(1);
        check.look();
        assertThat(reports.properties()).containsExactly("quiet-replica-levels");
    }

    @Test
    void aReplicaThatWrites() {
        ReplicaWritesNothing check = new ReplicaWritesNothing(reports, new Told(node -> true));
        check.written(master, 1, BATCH);
        assertThat(reports.properties()).isEmpty();
        check.written(replica, 1, BATCH);
        assertThat(reports.properties()).containsExactly("replica-writes-nothing");
    }

    /** It has no topology, as after CLUSTER RESET. */
    @Test
    void aReplicaThatWasReset() {
        ResetForgets check = new ResetForgets(reports);
        check.command(master, "CLUSTER", "+OK");
        check.command(replica, "GET", "+OK");
        assertThat(reports.properties()).isEmpty();
        check.command(replica, "CLUSTER", "+OK");
        assertThat(reports.properties()).containsExactly("reset-forgets");
    }

    /** What the replica is taken to have heard last, with all else in INFO as it is. */
    private void heard(long secondsAgo) {
        Bounds bounds = scene.bounds();
        InfoAgrees check = new InfoAgrees(
                reports, testbed, facts, new Counters(), new LinkPinged(reports, testbed, facts, bounds), bounds);
        Truth truth = check.truth(replica);
        StringBuilder info = new StringBuilder("role:slave\nmaster_host:n1\nmaster_link_status:up\n");
        info.append("master_sync_in_progress:0\nmaster_repl_offset:").append(truth.latest());
        info.append("\nmaster_last_io_seconds_ago:").append(secondsAgo).append('\n');
        truth.counts()
                .forEach((name, count) ->
                        info.append(name).append(':').append(count).append('\n'));
        check.compare(replica, truth, truth, info.toString());
    }

    @Test
    void aReplicaThatHearsNothing() {
        long bound = scene.bounds().ping() + 2 * Scene.SECOND;
        pass(2 * bound);
        heard(bound / Scene.SECOND);
        assertThat(reports.properties()).isEmpty();
        heard(bound / Scene.SECOND + 1);
        assertThat(reports.properties()).containsExactly("link-pinged");
    }
}
