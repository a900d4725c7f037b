package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.KvrocksSubject;
import dev.lockstep.properties.check.AcknowledgedSurvive.Sent;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.properties.testing.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What WAIT counted, told by hand: histories that keep the promise and ones that break it. */
class AcknowledgedSurviveTest {
    private static final byte[] ONE = batch('1');
    private static final byte[] OTHER = batch('2');

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));
    private final Testbed testbed =
            new Testbed(simulation, new KvrocksSubject().build("base"), Map.of(), 2, LinkOptions.DEFAULT);
    private final SimulatedNode n1 = testbed.node("n1");
    private final SimulatedNode n2 = testbed.node("n2");
    private final Reports reports = new Reports();
    private final PrefixOfHistory histories = new PrefixOfHistory(reports);
    private final Tenures tenures = new Tenures();
    private final AcknowledgedSurvive check = new AcknowledgedSurvive(reports, histories, tenures);

    @AfterEach
    void close() {
        testbed.close();
        simulation.close();
    }

    /** A batch of one update. */
    private static byte[] batch(char value) {
        return new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 1, 1, 'k', 1, (byte) value};
    }

    private void write() {
        histories.written(n1, 1, ONE);
        check.written(n1, 1, ONE);
    }

    private void apply(byte[] batch) {
        histories.history(n2).add(1, batch);
        check.applied(n2, 1, batch);
    }

    private void later() {
        boolean[] passed = {false};
        simulation.schedule(1_000, () -> passed[0] = true);
        simulation.runUntil(() -> passed[0], 1_000_000);
    }

    private Sent sent() {
        return check.sent(n1, List.of(n1, n2));
    }

    private void broken(boolean expected) {
        assertThat(reports.properties().contains("acknowledged-survive")).isEqualTo(expected);
    }

    @Test
    void oneThatNeverHadItMustNotCount() {
        write();
        check.answered(sent(), 1);
        broken(true);
    }

    @Test
    void oneThatHasItOnlyAfterTheAnswerMustNotCount() {
        write();
        Sent sent = sent();
        check.answered(sent, 1);
        apply(ONE);
        broken(true);
    }

    @Test
    void oneThatHadItBeforeOrGotItMeanwhileCounts() {
        write();
        Sent early = sent();
        apply(ONE);
        check.answered(early, 1);
        check.answered(sent(), 1);
        broken(false);
    }

    @Test
    void oneNodeMustNotCountTwice() {
        write();
        apply(ONE);
        check.answered(sent(), 2);
        broken(true);
    }

    @Test
    void anotherBatchInThatPlaceIsNotTheWrite() {
        write();
        apply(OTHER);
        check.answered(sent(), 1);
        broken(true);
    }

    @Test
    void oneThatLostItSinceTheWriteMayHaveHadIt() {
        write();
        later();
        check.lostData(n2, true);
        check.answered(sent(), 1);
        broken(false);
    }

    @Test
    void oneOfWhichNothingIsKnownIsBelieved() {
        histories.lostData(n2, false);
        write();
        check.answered(sent(), 1);
        broken(false);
    }

    @Test
    void oneThatIsBehindAMasterThatWasRestoredMustNotCount() {
        histories.restart(n1, new Content(), 5);
        check.answered(sent(), 1);
        broken(true);
    }

    @Test
    void whatWasLostBeforeTheWriteIsNoExcuse() {
        check.emptied(n2);
        later();
        write();
        check.answered(sent(), 1);
        broken(true);
    }

    @Test
    void masterThatHasChangedItsRoleIsNotJudged() {
        write();
        Sent sent = sent();
        tenures.state(n1, "role", "slave");
        check.answered(sent, 1);
        broken(false);
    }

    @Test
    void promotedReplicaMustKeepIt() {
        write();
        apply(ONE);
        check.keeps(sent(), "key", 7);
        check.read(n2, "key", 7);
        check.read(n2, "another", -1);
        broken(false);
        check.read(n2, "key", 6);
        broken(true);
    }

    @Test
    void promotedNodeThatNeverHadItOrWasRestoredSinceMayLackIt() {
        write();
        check.keeps(sent(), "key", 7);
        check.read(n2, "key", -1);
        apply(ONE);
        check.keeps(sent(), "key", 8);
        later();
        check.restored(n2, 1);
        check.read(n2, "key", -1);
        broken(false);
    }
}
