package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.FakeMaster;
import dev.lockstep.node.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full syncs that replace data, as SLAVEOF makes them. */
class FullSyncTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void theReplicasOwnDataGoesAndItsOwnReplicaIsTakenAlong() {
        try (TestNode master = start("m");
                TestNode middle = start("r");
                TestNode last = start("s")) {
            fill(master, 60, "m");
            fill(middle, 5, "own");
            follow(last, middle);
            Await.until("the chain is up", () -> last.view().latestSequence() == 5);
            follow(middle, master);
            Await.until("the middle has everything", () -> middle.view().latestSequence() == 60);
            Await.until("the last has everything", () -> last.view().latestSequence() == 60);
            assertThat(middle.entries()).isEqualTo(master.entries());
            assertThat(last.entries()).isEqualTo(master.entries());
        }
    }

    @Test
    void emptyingFirstLeavesNothingOfTheOldData() {
        List<String> loading = new CopyOnWriteArrayList<>();
        NodeObserver observer = new NodeObserver() {
            @Override
            public void state(String subject, String value) {
                if (subject.equals("loading")) {
                    loading.add(value);
                }
            }
        };
        try (TestNode master = start("m");
                TestNode replica =
                        TestNode.start(dir.resolve("r"), observer, "slave-empty-db-before-fullsync", "yes")) {
            fill(master, 60, "m");
            fill(replica, 1, "own");
            follow(replica, master);
            Await.until("the replica has everything", () -> replica.view().latestSequence() == 60);
            Await.until("the replica answers", () -> !replica.view().loading());
            assertThat(replica.entries()).isEqualTo(master.entries());
            assertThat(loading).containsExactly("1", "0");
        }
    }

    @Test
    void whileThereIsNoDataTheNodeAnswersLoading() {
        try (FakeMaster master = new FakeMaster(FakeMaster.Behaviour.SILENT_FILE);
                TestNode replica = TestNode.start(
                        dir.resolve("r"),
                        NodeObserver.NONE,
                        "slave-empty-db-before-fullsync",
                        "yes",
                        "replication-recv-timeout-ms",
                        "50")) {
            fill(replica, 1, "own");
            assertThat(replica.ask("SLAVEOF", "127.0.0.1", "" + master.port())).isEqualTo("+OK");
            Await.until("the file is asked for", () -> master.fileRequests() > 0);
            assertThat(replica.ask("GET", "own0")).isEqualTo("-LOADING kvrocks is restoring the db from backup");
            assertThat(replica.ask("NOSUCH")).startsWith("-ERR unknown command");
            assertThat(replica.ask("INFO", "persistence")).contains("loading:1");
            assertThat(replica.ask("ROLE")).contains("$slave", "$sync");
            assertThat(replica.view().open()).isFalse();
        }
    }

    @Test
    void twoReplicasShareACheckpoint() {
        try (TestNode master = start("m");
                TestNode one = start("r");
                TestNode two = start("s")) {
            fill(master, 60, "m");
            follow(one, master);
            follow(two, master);
            Await.until(
                    "both have everything",
                    () -> one.view().latestSequence() == 60 && two.view().latestSequence() == 60);
            assertThat(master.ask("INFO", "stats")).contains("sync_full:2");
            Await.until("both follow", () -> master.ask("INFO", "replication").contains("connected_slaves:2"));
        }
    }

    private TestNode start(String name) {
        return TestNode.start(
                dir.resolve(name),
                NodeObserver.NONE,
                "flush-bytes",
                "1500",
                "retry-wait-ms",
                "50",
                "reconnect-wait-ms",
                "50",
                "rocksdb.wal_ttl_seconds",
                "0",
                "rocksdb.wal_size_limit_mb",
                "0");
    }

    private static void follow(TestNode replica, TestNode master) {
        assertThat(replica.ask("SLAVEOF", "127.0.0.1", "" + master.port())).isEqualTo("+OK");
    }

    private static void fill(TestNode node, int keys, String prefix) {
        try (Client client = new Client(node.port())) {
            for (int i = 0; i < keys; i++) {
                assertThat(client.ask("SET", prefix + i, "v".repeat(80))).isEqualTo("+OK");
            }
        }
    }
}
