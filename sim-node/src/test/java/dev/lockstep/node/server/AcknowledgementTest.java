package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledgements of replicas and WAIT, which came after the recorded server. */
class AcknowledgementTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void waitIsAnsweredWhenTheReplicasHaveTheWrites() {
        try (TestNode master = start("m", 1);
                TestNode replica = start("r", 1)) {
            follow(replica, master);
            assertThat(master.ask("SET", "k", "v")).isEqualTo("+OK");
            assertThat(master.ask("WAIT", "1", "0")).isEqualTo(":1");
            assertThat(replica.view().latestSequence()).isEqualTo(master.view().latestSequence());
            assertThat(master.ask("WAIT", "1", "0")).isEqualTo(":1");
            assertThat(master.ask("WAIT", "0", "0")).isEqualTo(":1");
        }
    }

    /** The feed may be behind when it is asked: a question ahead of the write would be answered without it, and nothing more come. */
    @Test
    void theQuestionComesBehindTheWrite() {
        try (TestNode master = start("m", 1, 3_600_000);
                TestNode replica = start("r", 1);
                Client client = new Client(master.port())) {
            follow(replica, master);
            assertThat(master.ask("SET", "k", "v")).isEqualTo("+OK");
            assertThat(master.ask("WAIT", "1", "0")).isEqualTo(":1");
            for (int i = 0; i < 20; i++) {
                client.send("SET k v\r\nWAIT 1 900\r\n");
                assertThat(client.reply()).isEqualTo("+OK");
                assertThat(client.reply()).isEqualTo(":1");
            }
        }
    }

    @Test
    void waitEndsAfterItsTime() {
        try (TestNode master = start("m", 1);
                TestNode replica = start("r", 1)) {
            follow(replica, master);
            assertThat(master.ask("SET", "k", "v")).isEqualTo("+OK");
            assertThat(master.ask("WAIT", "2", "100")).isEqualTo(":1");
        }
    }

    @Test
    void requestsBehindAWaitAreAnsweredAfterIt() {
        try (TestNode master = start("m", 1);
                Client client = new Client(master.port())) {
            client.send("SET k v\r\nWAIT 1 50\r\nGET k\r\n");
            assertThat(client.reply()).isEqualTo("+OK");
            assertThat(client.reply()).isEqualTo(":0");
            assertThat(client.reply()).isEqualTo("$v");
        }
    }

    @Test
    void aReplicaIsNotAskedBeforeItHasEverAcknowledged() {
        try (TestNode master = start("m", 1);
                TestNode replica = start("r", 0)) {
            follow(replica, master);
            assertThat(master.ask("SET", "k", "v")).isEqualTo("+OK");
            assertThat(master.ask("WAIT", "1", "100")).isEqualTo(":0");
            Await.until("the write arrives", () -> replica.view().latestSequence() == 1);
            assertThat(replica.view().link()).isEqualTo("connected");
        }
    }

    @Test
    void theRecordedServerKnowsNeither() {
        try (TestNode master = start("m", 0)) {
            assertThat(master.ask("WAIT", "1", "0")).startsWith("-ERR unknown command `WAIT`");
            assertThat(master.ask("REPLCONF", "ACK", "0")).isEqualTo("-ERR unknown option");
        }
    }

    private TestNode start(String name, int level) {
        return start(name, level, 100);
    }

    private TestNode start(String name, int level, int pingMillis) {
        return TestNode.start(
                dir.resolve(name),
                NodeObserver.NONE,
                "protocol-level",
                Integer.toString(level),
                "feed-ping-ms",
                Integer.toString(pingMillis));
    }

    private static void follow(TestNode replica, TestNode master) {
        assertThat(replica.ask("SLAVEOF", "127.0.0.1", "" + master.port())).isEqualTo("+OK");
        Await.until("the link is up", () -> replica.view().link().equals("connected"));
    }
}
