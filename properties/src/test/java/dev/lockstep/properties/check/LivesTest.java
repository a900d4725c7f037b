package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks of what happens to processes and threads, told by hand: who is excused, and who is not. */
class LivesTest {
    private final Reports reports = new Reports();
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode n1 = nodes.first();
    private final SimulatedNode n2 = nodes.second();

    @AfterEach
    void close() {
        nodes.close();
    }

    private void nothing() {
        assertThat(reports.properties()).isEmpty();
    }

    private void broken(String promise) {
        assertThat(reports.properties()).containsExactly(promise);
    }

    private void take(LocksOrdered check, String outer, String inner) {
        for (LockPhase phase : List.of(LockPhase.WAITING, LockPhase.ACQUIRED)) {
            check.lock(n1, outer, true, phase);
        }
        check.lock(n1, inner, true, LockPhase.WAITING);
        check.lock(n1, outer, true, LockPhase.RELEASED);
    }

    @Test
    void aCircleOfThreeLocks() {
        LocksOrdered check = new LocksOrdered(reports);
        take(check, "a", "b");
        take(check, "b", "c");
        take(check, "a", "d");
        nothing();
        take(check, "c", "a");
        broken("locks-ordered");
    }

    @Test
    void aNodeIsExcusedByItsOwnDamageOnly() {
        NodeStarts check = new NodeStarts(reports);
        check.damaged(n1);
        check.startFailed(n1, new IOException());
        nothing();
        check.startFailed(n2, new IOException());
        broken("node-starts");
    }

    @Test
    void aNodeWithANewDiskMustStart() {
        NodeStarts check = new NodeStarts(reports);
        check.damaged(n1);
        check.lostData(n1, false);
        check.startFailed(n1, new IOException());
        nothing();
        check.lostData(n1, true);
        check.startFailed(n1, new IOException());
        broken("node-starts");
    }

    @Test
    void everyThreadThatIsNeededLives() {
        for (String thread : List.of("worker-1", "acceptor", "server-cron")) {
            Reports own = new Reports();
            ThreadsLive check = new ThreadsLive(own);
            check.ending(n2, true);
            check.thread(n2, thread, "ended");
            check.thread(n1, "master-repl", "ended");
            assertThat(own.properties()).isEmpty();
            check.thread(n1, thread, "ended");
            assertThat(own.properties()).containsExactly("threads-live");
        }
    }

    @Test
    void aVersionThatIsOneTooLow() {
        Told told = new Told(node -> true);
        Topology topology = Topology.initial(List.of(n1, n2)).unchanged();
        told.told(n1, topology);
        told.answered(n1, topology, "OK");
        VersionsGrow check = new VersionsGrow(reports, told);
        check.state(n1, "cluster_version", "2");
        nothing();
        check.state(n1, "cluster_version", "1");
        broken("versions-grow");
    }

    @Test
    void aVersionThatARestartForgets() {
        Told told = new Told(node -> true);
        Topology topology = Topology.initial(List.of(n1, n2));
        VersionsGrow check = new VersionsGrow(reports, told);
        check.started(n1);
        nothing();
        told.told(n1, topology);
        told.answered(n1, topology, "OK");
        check.started(n1);
        broken("versions-grow");
    }
}
