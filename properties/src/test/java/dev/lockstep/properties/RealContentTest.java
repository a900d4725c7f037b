package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.DamageNoticed;
import dev.lockstep.properties.check.PrefixOfHistory;
import dev.lockstep.properties.check.RestoredAsCheckpoint;
import dev.lockstep.properties.check.SameHistory;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that read databases need some: n2 is a replica of n1, and both have changed the value of a key since the history of n1 was
 * taken down. So the history knows an older value, and no more sequences than one.
 */
class RealContentTest {
    /** A batch that changes nothing. */
    private static final byte[] BATCH = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};

    private final Reports reports = new Reports();
    private final Scene scene = new Scene(2, Map.of());
    private final SimulatedNode master = scene.node("n1");
    private final SimulatedNode replica = scene.node("n2");
    private final PrefixOfHistory histories = new PrefixOfHistory(reports);
    private long sequence;

    @BeforeEach
    void write() {
        scene.play(() -> {
            scene.tell("n1", "SET", "key", "old");
            scene.attach("n2", "n1", Scene.soon());
        });
        sequence = master.view().latestSequence();
        takeDown(master);
        histories.state(replica, "replication", "send_psync");
    }

    private void change() {
        scene.play(() -> {
            scene.tell("n1", "SET", "key", "new");
            scene.awaitLevel("n2", "n1", Scene.soon());
        });
    }

    /** Makes what a node has now the beginning of its history. */
    private void takeDown(SimulatedNode node) {
        histories.lostData(node, true);
        histories.started(node);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void nothing() {
        assertThat(reports.properties()).isEmpty();
    }

    private void broken(String promise) {
        assertThat(reports.properties()).containsExactly(promise);
    }

    @Test
    void anotherValueThatWasRestored() {
        new RestoredAsCheckpoint(reports, histories).restored(replica, sequence);
        nothing();
        change();
        new RestoredAsCheckpoint(reports, histories).restored(replica, sequence);
        broken("restored-as-checkpoint");
    }

    @Test
    void aSequenceThatTheMasterHasNotReached() {
        new RestoredAsCheckpoint(reports, histories).restored(replica, sequence + 1);
        broken("restored-as-checkpoint");
    }

    @Test
    void aReplicaWithAnotherValueThatIsLetIn() {
        SameHistory check = new SameHistory(reports, histories);
        takeDown(replica);
        check.state(replica, "replication", "connected");
        nothing();
        change();
        takeDown(replica);
        while (sequence < replica.view().latestSequence()) {
            histories.written(master, ++sequence, BATCH);
        }
        nothing();
        check.state(replica, "replication", "connected");
        broken("same-history");
    }

    @Test
    void aReplicaThatIsAheadAndLetIn() {
        change();
        takeDown(replica);
        new SameHistory(reports, histories).state(replica, "replication", "connected");
        broken("same-history");
    }

    @Test
    void anotherValueOnDamagedFiles() {
        DamageNoticed check = new DamageNoticed(reports, histories);
        check.damaged(master);
        check.started(master);
        nothing();
        change();
        check.damaged(master);
        check.written(master, sequence + 1, BATCH);
        check.started(master);
        broken("damage-noticed");
    }

    @Test
    void aSequenceAtWhichTheNodeHasNotBeen() {
        DamageNoticed check = new DamageNoticed(reports, histories);
        check.damaged(master);
        change();
        check.started(master);
        broken("damage-noticed");
    }
}
