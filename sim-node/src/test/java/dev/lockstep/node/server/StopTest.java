package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.FakeMaster;
import dev.lockstep.node.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replica that must leave its master wherever it is stuck. Each of the three would hang for an hour if the node did not look at its stop signal. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopTest {
    private static final String HOUR = "3600000";

    @TempDir
    private Path dir = Path.of("");

    @Test
    void inTheRetryWait() {
        try (FakeMaster master = new FakeMaster(FakeMaster.Behaviour.WRONG_NAME);
                TestNode node = follow(master, "3200")) {
            Await.until(
                    "the replica waits for its next try",
                    () -> master.refusals() > 0 && node.view().link().equals("connecting"));
            leave(node);
        }
    }

    @Test
    void whileAFileKeepsArriving() {
        try (FakeMaster master = new FakeMaster(FakeMaster.Behaviour.ENDLESS_FILE);
                TestNode node = follow(master, HOUR)) {
            Await.until("the file arrives", () -> master.sent() > 100_000);
            leave(node);
        }
    }

    @Test
    void whileTheMasterOfAFullSyncIsSilent() {
        try (FakeMaster master = new FakeMaster(FakeMaster.Behaviour.SILENT_FILE);
                TestNode node = follow(master, "50")) {
            Await.until("the file is asked for", () -> master.fileRequests() > 0);
            leave(node);
        }
    }

    @Test
    void whileTheMasterOfAHandshakeIsSilent() {
        try (FakeMaster master = new FakeMaster(FakeMaster.Behaviour.SILENT);
                TestNode node = follow(master, "3200")) {
            Await.until(
                    "the replica asks for the name", () -> node.view().link().equals("check_db_name"));
            leave(node);
        }
    }

    private TestNode follow(FakeMaster master, String recvTimeout) {
        TestNode node = TestNode.start(
                dir, NodeObserver.NONE, "retry-wait-ms", HOUR, "replication-recv-timeout-ms", recvTimeout);
        assertThat(node.ask("SLAVEOF", "127.0.0.1", "" + master.port())).isEqualTo("+OK");
        return node;
    }

    private static void leave(TestNode node) {
        assertThat(node.ask("SLAVEOF", "NO", "ONE")).isEqualTo("+OK");
        assertThat(node.view().link()).isEqualTo("none");
        assertThat(node.ask("SET", "k", "v")).isEqualTo("+OK");
    }
}
