package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and a replica on real sockets. */
class TwoNodesTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    @TempDir
    private Path dir = Path.of("");

    @Test
    void fullSyncOverFourConnectionsThenIncremental() {
        Recorder seen = new Recorder();
        try (TestNode master = start(
                        "m",
                        NodeObserver.NONE,
                        "flush-bytes",
                        "1500",
                        "rocksdb.wal_ttl_seconds",
                        "0",
                        "rocksdb.wal_size_limit_mb",
                        "0");
                TestNode replica = start("r", seen)) {
            fill(master, 400);
            topology(master, replica, 1);
            Await.until("the replica has everything", () -> replica.view().latestSequence() == 400);
            assertThat(seen.threads).contains("fetch-file-3 started");
            Await.until("the link is up", () -> replica.view().link().equals("connected"));
            assertThat(seen.states).containsSubsequence("fetch_meta", "fetch_sst", "connected");
            assertThat(master.ask("SET", "later", "x")).isEqualTo("+OK");
            Await.until("the write arrives", () -> replica.view().latestSequence() == 401);
            assertThat(replica.entries()).isEqualTo(master.entries()).hasSize(401);
            assertThat(seen.applied).containsExactly(401L);
            assertThat(master.ask("INFO", "replication")).contains("connected_slaves:1", "port=" + replica.port());
        }
    }

    @Test
    void anEmptyReplicaFollowsTheLogFromItsBeginning() {
        Recorder seen = new Recorder();
        try (TestNode master = start("m", NodeObserver.NONE);
                TestNode replica = start("r", seen)) {
            fill(master, 30);
            topology(master, replica, 1);
            Await.until("the replica has everything", () -> replica.view().latestSequence() == 30);
            assertThat(seen.states).doesNotContain("fetch_meta");
            assertThat(seen.applied).hasSize(30).first().isEqualTo(1L);
            assertThat(replica.entries()).isEqualTo(master.entries());
        }
    }

    @Test
    void aReplicaBecomesMasterAndTheOldOneFollowsIt() {
        try (TestNode first = start("m", NodeObserver.NONE);
                TestNode second = start("r", NodeObserver.NONE)) {
            fill(first, 10);
            topology(first, second, 1);
            Await.until("the replica has everything", () -> second.view().latestSequence() == 10);
            assertThat(second.ask("SET", "k", "v")).startsWith("-MOVED");
            String swapped = line(B, second, "master -") + " 0-16383\n" + line(A, first, "slave " + B);
            assertThat(second.ask("CLUSTERX", "SETNODES", swapped, "2")).isEqualTo("+OK");
            assertThat(first.ask("CLUSTERX", "SETNODES", swapped, "2")).isEqualTo("+OK");
            assertThat(second.ask("SET", "k", "v")).isEqualTo("+OK");
            Await.until("the old master follows", () -> first.view().latestSequence() == 11);
            assertThat(first.view().role()).isEqualTo("slave");
            assertThat(first.view().master()).isEqualTo("127.0.0.1:" + second.port());
            assertThat(second.view().clusterVersion()).isEqualTo(2);
        }
    }

    @Test
    void aNodeOutsideTheTopologyStopsReplicating() {
        try (TestNode master = start("m", NodeObserver.NONE);
                TestNode replica = start("r", NodeObserver.NONE)) {
            topology(master, replica, 1);
            assertThat(replica.view().role()).isEqualTo("slave");
            replica.ask("CLUSTERX", "SETNODES", line(A, master, "master -") + " 0-16383", "2");
            assertThat(replica.view().role()).isEqualTo("master");
            assertThat(replica.view().link()).isEqualTo("none");
        }
    }

    @Test
    void theTopologyAndTheRoleSurviveARestart() {
        int port = Client.freePort();
        try (TestNode master = start("m", NodeObserver.NONE)) {
            try (TestNode replica =
                    TestNode.start(port, dir.resolve("r"), NodeObserver.NONE, "cluster-enabled", "yes")) {
                topology(master, replica, 7);
            }
            fill(master, 5);
            try (TestNode replica =
                    TestNode.start(port, dir.resolve("r"), NodeObserver.NONE, "cluster-enabled", "yes")) {
                assertThat(replica.view().clusterVersion()).isEqualTo(7);
                assertThat(replica.view().role()).isEqualTo("slave");
                Await.until(
                        "what was written meanwhile arrives",
                        () -> replica.view().latestSequence() == 5);
            }
        }
    }

    @Test
    void slaveOfWorksWithReplicationIdsAndPasswords() {
        String[] options = {"use-rsid-psync", "yes", "requirepass", "pw", "masterauth", "pw", "cluster-enabled", "no"};
        try (TestNode master = start("m", NodeObserver.NONE, options);
                TestNode replica = start("r", NodeObserver.NONE, options);
                Client toMaster = new Client(master.port());
                Client toReplica = new Client(replica.port())) {
            toMaster.ask("AUTH", "pw");
            toReplica.ask("AUTH", "pw");
            toMaster.ask("SET", "k", "v");
            assertThat(toReplica.ask("SLAVEOF", "127.0.0.1", "" + master.port()))
                    .isEqualTo("+OK");
            Await.until(
                    "the replica has the key", () -> toReplica.ask("GET", "k").equals("$v"));
            assertThat(replica.entries()).isEqualTo(master.entries());
            assertThat(toReplica.ask("SET", "k", "w")).startsWith("-READONLY");
        }
    }

    private TestNode start(String name, NodeObserver observer, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "cluster-enabled";
        all[1] = "yes";
        System.arraycopy(options, 0, all, 2, options.length);
        return TestNode.start(dir.resolve(name), observer, all);
    }

    private static void topology(TestNode master, TestNode replica, int version) {
        String nodes = line(A, master, "master -") + " 0-16383\n" + line(B, replica, "slave " + A);
        assertThat(master.ask("CLUSTERX", "SETNODES", nodes, "" + version)).isEqualTo("+OK");
        assertThat(replica.ask("CLUSTERX", "SETNODES", nodes, "" + version)).isEqualTo("+OK");
    }

    private static String line(String id, TestNode node, String role) {
        return id + " 127.0.0.1 " + node.port() + " " + role;
    }

    private static void fill(TestNode master, int keys) {
        assertThat(master.view().clusterVersion()).isLessThan(9);
        if (master.view().clusterVersion() < 0) {
            master.ask("CLUSTERX", "SETNODES", line(A, master, "master -") + " 0-16383", "0");
        }
        try (Client client = new Client(master.port())) {
            for (int i = 0; i < keys; i++) {
                assertThat(client.ask("SET", "key" + i, "v".repeat(80))).isEqualTo("+OK");
            }
        }
    }

    private static final class Recorder implements NodeObserver {
        private final List<String> states = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private final List<Long> applied = new CopyOnWriteArrayList<>();

        @Override
        public void state(String subject, String value) {
            if (subject.equals("replication")) {
                states.add(value);
            }
        }

        @Override
        public void thread(String thread, String phase) {
            threads.add(thread + " " + phase);
        }

        @Override
        public void applied(long firstSequence, byte[] batch) {
            applied.add(firstSequence);
        }
    }
}
