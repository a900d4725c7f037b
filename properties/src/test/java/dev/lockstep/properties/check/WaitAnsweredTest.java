package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.KvrocksSubject;
import dev.lockstep.properties.check.WaitAnswered.Sent;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.properties.testing.Reports;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When WAIT is answered, told by hand of a master and a replica that run. */
class WaitAnsweredTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final Map<String, String> CONFIG =
            Map.of("protocol-level", "1", "store", "memory", "cluster-enabled", "no");

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));
    private final Testbed testbed =
            new Testbed(simulation, new KvrocksSubject().build("base"), CONFIG, 2, LinkOptions.DEFAULT);
    private final SimulatedNode n1 = testbed.node("n1");
    private final Reports reports = new Reports();
    private final Facts facts = testbed.watch(new Facts());
    private final WaitAnswered check =
            testbed.watch(new WaitAnswered(reports, testbed, facts, Bounds.of(CONFIG), MILLI, 0));

    @BeforeEach
    void replicate() {
        testbed.nodes().forEach(SimulatedNode::start);
        pass(SECOND);
        testbed.clients().start("operator", () -> {
            try (RespClient client = new RespClient("n2", SimulatedNode.PORT, 1_000, 1_000)) {
                client.call("SLAVEOF", "n1", Integer.toString(SimulatedNode.PORT));
            }
        });
        pass(5 * SECOND);
        assertThat(facts.of(testbed.node("n2")).link).isEqualTo("connected");
    }

    @AfterEach
    void close() {
        testbed.close();
        simulation.close();
    }

    private void pass(long nanos) {
        boolean[] passed = {false};
        simulation.schedule(nanos, () -> passed[0] = true);
        simulation.runUntil(() -> passed[0], nanos + SECOND);
        assertThat(passed[0]).isTrue();
    }

    private void broken(boolean expected) {
        assertThat(reports.properties().contains("wait-answered")).isEqualTo(expected);
    }

    @Test
    void anAnswerWithinThePeriodOfAcknowledgementsIsInTime() {
        Sent sent = check.sent(n1, 1, 5 * SECOND);
        pass(SECOND);
        check.over(sent);
        broken(false);
    }

    @Test
    void anAnswerAtTheNextPingIsLateIfTheReplicaIsLevel() {
        Sent sent = check.sent(n1, 1, 5 * SECOND);
        pass(2 * SECOND);
        check.over(sent);
        broken(true);
    }

    @Test
    void aReplicaThatIsNotThereMayBeWaitedFor() {
        Sent sent = check.sent(n1, 2, 5 * SECOND);
        pass(4 * SECOND);
        check.over(sent);
        broken(false);
    }

    @Test
    void whileSomethingFailsNothingIsPromisedButTheTimeOut() {
        Sent sent = check.sent(n1, 1, 5 * SECOND);
        pass(SECOND);
        testbed.weather().begin();
        testbed.weather().end();
        pass(3 * SECOND);
        check.over(sent);
        broken(false);
    }

    @Test
    void aConnectionThatWasLostIsNotJudged() {
        Sent sent = check.sent(n1, 1, 5 * SECOND);
        pass(4 * SECOND);
        check.lost(sent);
        broken(false);
    }

    @Test
    void theTimeOutIsKept() {
        Sent sent = check.sent(n1, 2, SECOND);
        pass(check.patience(SECOND) - MILLI);
        check.over(sent);
        broken(false);
        sent = check.sent(n1, 2, SECOND);
        pass(check.patience(SECOND) + MILLI);
        check.over(sent);
        broken(true);
    }

    @Test
    void aNodeThatIsDisturbedMayTakeLonger() {
        Sent sent = check.sent(n1, 2, SECOND);
        n1.disturbance().begin();
        pass(check.patience(SECOND) + SECOND);
        check.over(sent);
        broken(false);
    }
}
