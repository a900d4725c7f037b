package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.node.api.NodeObserver.LockPhase;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.lang.Thread.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes just as long as a promise allows is in time, what takes 1 ns more is not. */
class BoundsKeptTest {
    private static final Bounds BOUNDS = Bounds.of(Map.of());

    private final Reports reports = new Reports();
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.first();

    @AfterEach
    void close() {
        nodes.close();
    }

    /** Begins the same twice; ends it the first time at the bound, and the second time too late. */
    private void late(String promise, long bound, Runnable begin, Runnable end) {
        begin.run();
        nodes.pass(bound);
        end.run();
        nodes.pass(bound);
        begin.run();
        nodes.pass(bound);
        assertThat(reports.properties()).isEmpty();
        nodes.pass(1);
        assertThat(reports.properties()).containsExactly(promise);
    }

    @Test
    void theExclusiveLock() {
        LockReleased check = new LockReleased(reports, BOUNDS);
        late(
                "lock-released",
                BOUNDS.lock(),
                () -> check.lock(node, "works_concurrency_rw_lock", true, LockPhase.ACQUIRED),
                () -> check.lock(node, "works_concurrency_rw_lock", true, LockPhase.RELEASED));
    }

    @Test
    void theEndOfAReplicationThread() {
        ReplicationThreadStops check = new ReplicationThreadStops(reports, BOUNDS);
        late(
                "replication-thread-stops",
                BOUNDS.stop(),
                () -> check.thread(node, "master-repl", "stopping"),
                () -> check.thread(node, "master-repl", "ended"));
    }

    @Test
    void loading() {
        LoadingEnds check = new LoadingEnds(reports, BOUNDS.loading(false, 0));
        late(
                "loading-ends",
                BOUNDS.loading(false, 0),
                () -> check.state(node, "loading", "1"),
                () -> check.state(node, "loading", "0"));
    }

    @Test
    void loadingEndsWithItsFullSyncUnlessTheDiskRefuses() {
        LoadingEnds check = new LoadingEnds(reports, BOUNDS.loading(false, 0));
        node.host().disk().full(true);
        check.state(node, "loading", "1");
        check.state(node, "replication", "connecting");
        assertThat(reports.properties()).isEmpty();
        check.state(node, "loading", "0");
        node.host().disk().full(false);
        check.state(node, "loading", "1");
        check.state(node, "replication", "connecting");
        assertThat(reports.properties()).containsExactly("loading-ends");
    }

    @Test
    void theEndOfAProcess() {
        ProcessEnds check = new ProcessEnds(reports, BOUNDS);
        late("process-ends", BOUNDS.exit(), () -> check.ending(node, true), () -> check.ending(node, false));
    }

    @Test
    void theEndOfAMigration() {
        MigrationStops check = new MigrationStops(reports, BOUNDS);
        late(
                "migration-stops",
                BOUNDS.stop(),
                () -> {
                    check.thread(node, "slot-migrate", "started");
                    check.state(node, "role", "slave");
                },
                () -> check.thread(node, "slot-migrate", "ended"));
    }

    private static List<ThreadStatus> still(String name, long since) {
        return List.of(new ThreadStatus("n1", name, 1, State.WAITING, "", "", since, 1, List.of()));
    }

    @Test
    void theCronThread() {
        CronTicks check = new CronTicks(reports, nodes.testbed(), BOUNDS);
        nodes.pass(1 + BOUNDS.tick() + BOUNDS.lock());
        check.look(still("server-cron", 1));
        assertThat(reports.properties()).isEmpty();
        nodes.pass(1);
        check.look(still("server-cron", 1));
        assertThat(reports.properties()).containsExactly("cron-ticks");
    }

    @Test
    void theThreadThatFeedsAReplica() {
        FeedEnds check = new FeedEnds(reports, nodes.testbed(), BOUNDS);
        nodes.pass(1 + BOUNDS.feed());
        check.look(still("feed-replica-1", 1));
        assertThat(reports.properties()).isEmpty();
        nodes.pass(1);
        check.look(still("feed-replica-1", 1));
        assertThat(reports.properties()).containsExactly("feed-ends");
    }

    @Test
    void theNumberOfFullSyncs() {
        Told told = new Told(n -> true);
        int bound = BOUNDS.fullSyncs(0);
        FullSyncsEnd check = new FullSyncsEnd(reports, nodes.testbed(), told, bound);
        nodes.pass(1);
        for (int i = 0; i < bound; i++) {
            check.state(node, "replication", "fetch_meta");
        }
        assertThat(reports.properties()).isEmpty();
        check.state(node, "replication", "fetch_meta");
        assertThat(reports.properties()).containsExactly("full-syncs-end");
    }
}
