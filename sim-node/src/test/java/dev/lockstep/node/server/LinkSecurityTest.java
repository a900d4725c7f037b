package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may replicate, and what. */
class LinkSecurityTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void aReplicaNeedsThePasswordForEachOfItsConnections() {
        try (TestNode master = start(
                        "m",
                        "requirepass",
                        "secret",
                        "flush-bytes",
                        "1500",
                        "rocksdb.wal_size_limit_mb",
                        "0",
                        "rocksdb.wal_ttl_seconds",
                        "0");
                TestNode replica = start("r", "masterauth", "wrong")) {
            try (Client client = new Client(master.port())) {
                assertThat(client.ask("AUTH", "secret")).isEqualTo("+OK");
                for (int i = 0; i < 50; i++) {
                    assertThat(client.ask("SET", "k" + i, "v".repeat(80))).isEqualTo("+OK");
                }
                assertThat(replica.ask("SLAVEOF", "127.0.0.1", "" + master.port()))
                        .isEqualTo("+OK");
                Await.until(
                        "the replica has been refused",
                        () -> client.ask("INFO", "stats")
                                .matches("(?s).*total_connections_received:([3-9]|[1-9][0-9]).*"));
                assertThat(replica.view().latestSequence()).isZero();
                assertThat(client.ask("INFO", "stats")).contains("sync_full:0", "sync_partial_ok:0");
                assertThat(replica.ask("CONFIG", "SET", "masterauth", "secret")).isEqualTo("+OK");
                Await.until("the replica has everything", () -> replica.view().latestSequence() == 50);
                assertThat(client.ask("INFO", "stats")).contains("sync_full:1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PSYNC 1", "_fetch_meta", "_fetch_file CURRENT", "REPLCONF listening-port 1", "_db_name"})
    void nothingIsToldWithoutThePassword(String request) {
        try (TestNode master = start("m", "requirepass", "secret")) {
            assertThat(master.ask(request.split(" ", -1))).isEqualTo("-NOAUTH Authentication required.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PSYNC 1", "_fetch_meta", "_fetch_file CURRENT", "SLAVEOF no one", "CLUSTERX VERSION"})
    void aUserOfOneNamespaceIsNotGivenTheWholeDatabase(String request) {
        try (TestNode master = start("m", "requirepass", "secret");
                Client admin = new Client(master.port());
                Client user = new Client(master.port())) {
            assertThat(admin.ask("AUTH", "secret")).isEqualTo("+OK");
            assertThat(admin.ask("NAMESPACE", "ADD", "ns", "token")).isEqualTo("+OK");
            assertThat(user.ask("AUTH", "token")).isEqualTo("+OK");
            assertThat(user.ask(request.split(" ", -1)))
                    .isEqualTo("-ERR admin permission required to perform the command");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "../db/CURRENT",
                "/etc/hostname",
                "./../secret",
                "sub/../../secret",
                "..",
                ".",
                "",
                "sub/file",
                "link"
            })
    void noFileOutsideOfTheCheckpointIsSent(String name) throws IOException {
        try (TestNode master = start("m");
                Client client = new Client(master.port())) {
            assertThat(master.ask("SET", "k", "v")).isEqualTo("+OK");
            Path home = dir.resolve("m");
            Files.writeString(home.resolve("secret"), "secret");
            Files.createDirectories(home.resolve("checkpoint").resolve("sub"));
            Files.writeString(home.resolve("checkpoint").resolve("sub").resolve("file"), "deep");
            Files.createSymbolicLink(home.resolve("checkpoint").resolve("link"), home.resolve("secret"));
            client.send("*2\r\n$11\r\n_fetch_file\r\n$" + name.length() + "\r\n" + name + "\r\n");
            assertThat(client.rest()).isEmpty();
        }
    }

    private TestNode start(String name, String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "retry-wait-ms";
        all[options.length + 1] = "20";
        all[options.length + 2] = "reconnect-wait-ms";
        all[options.length + 3] = "20";
        return TestNode.start(dir.resolve(name), NodeObserver.NONE, all);
    }
}
