package dev.lockstep.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kvrocks does at the edges of commands, beside the recorded cases. */
class CommandEdgesTest {
    @TempDir
    private Path dir = Path.of("");

    private TestNode start(String... options) {
        return TestNode.start(dir.resolve("n"), NodeObserver.NONE, options);
    }

    @Test
    void numbersInStringsAndHashes() {
        try (TestNode node = start()) {
            node.ask("SET", "n", "");
            assertThat(node.ask("INCR", "n")).isEqualTo(":1");
            node.ask("SET", "f", "10.5");
            assertThat(node.ask("INCRBYFLOAT", "f", "0.1")).isEqualTo("$10.6");
            assertThat(node.ask("GET", "f")).isEqualTo("$10.600000");
            node.ask("HSET", "h", "f", "10.5", "e", "");
            assertThat(node.ask("HINCRBYFLOAT", "h", "f", "0.1")).isEqualTo("$10.6");
            assertThat(node.ask("HGET", "h", "f")).isEqualTo("$10.600000");
            assertThat(node.ask("HINCRBYFLOAT", "h", "e", "1"))
                    .isEqualTo("-ERR Invalid argument: value is not a number");
        }
    }

    /** What is written although nothing changes takes a sequence, which replicas count. */
    @Test
    void whatIsWrittenThoughItChangesNothing() {
        try (TestNode node = start()) {
            node.ask("SET", "k", "a");
            node.ask("APPEND", "k", "");
            assertThat(node.view().latestSequence()).isEqualTo(2);
            node.ask("GETEX", "k", "PERSIST");
            assertThat(node.view().latestSequence()).isEqualTo(3);
            node.ask("SETRANGE", "k", "0", "a");
            assertThat(node.view().latestSequence()).isEqualTo(4);
            node.ask("INCRBY", "n", "0");
            node.ask("INCRBY", "n", "0");
            assertThat(node.view().latestSequence()).isEqualTo(6);
        }
    }

    @Test
    void portsAndVersionsAreReadAsNumbersOfC() {
        try (TestNode node = start()) {
            assertThat(node.ask("SLAVEOF", "127.0.0.1", "4294967295")).isEqualTo("+OK");
            assertThat(node.ask("ROLE")).contains("$4294967295", "$connecting");
            assertThat(node.ask("SLAVEOF", "127.0.0.1", "4294967296")).isEqualTo("-ERR port should be number");
            assertThat(node.ask("SLAVEOF", "127.0.0.1", " +1")).isEqualTo("+OK");
            assertThat(node.ask("REPLCONF", "listening-port", " 7001")).isEqualTo("+OK");
            assertThat(node.ask("REPLCONF", "listening-port", "7001x"))
                    .isEqualTo("-ERR listening-port should be number or out of range");
        }
    }

    @Test
    void topologyVersionsAreReadAsNumbersOfC() {
        try (TestNode node = start("cluster-enabled", "yes")) {
            String nodes = "a".repeat(40) + " 127.0.0.1 " + node.port() + " master - 0-16383";
            assertThat(node.ask("CLUSTERX", "SETNODES", nodes, " +1")).isEqualTo("+OK");
            assertThat(node.ask("CLUSTERX", "SETNODES", nodes, "1.5")).isEqualTo("-ERR Invalid version");
            assertThat(node.ask("CLUSTERX", "SETNODES", nodes, "9223372036854775808"))
                    .isEqualTo("-ERR Invalid version");
            assertThat(node.ask("CLUSTERX", "SETNODES", nodes, "9223372036854775807"))
                    .isEqualTo("+OK");
        }
    }

    @Test
    void compactMergesAllTables() {
        try (TestNode node = start("flush-bytes", "300")) {
            for (int i = 0; i < 20; i++) {
                node.ask("SET", "k" + i % 2, "v".repeat(60));
            }
            assertThat(tables()).isGreaterThan(3);
            assertThat(node.ask("COMPACT")).isEqualTo("+OK");
            assertThat(tables()).isEqualTo(1);
            assertThat(node.ask("STRLEN", "k1")).isEqualTo(":60");
        }
    }

    private int tables() {
        String[] names = dir.resolve("n/db").toFile().list((parent, name) -> name.endsWith(".sst"));
        return names == null ? -1 : names.length;
    }

    @Test
    void rewrittenOptionsOutliveARestart() {
        try (TestNode node = start()) {
            node.ask("CONFIG", "SET", "slave-priority", "7");
            node.ask("CONFIG", "SET", "masterauth", "a \"b\" c");
            node.ask("SLAVEOF", "127.0.0.1", "1");
            assertThat(node.ask("CONFIG", "REWRITE")).isEqualTo("+OK");
            node.ask("CONFIG", "SET", "slave-priority", "8");
        }
        try (TestNode node = start()) {
            assertThat(node.ask("CONFIG", "GET", "slave-priority")).isEqualTo("[$slave-priority, $7]");
            assertThat(node.ask("CONFIG", "GET", "masterauth")).isEqualTo("[$masterauth, $a \"b\" c]");
            assertThat(node.ask("ROLE")).startsWith("[$slave, $127.0.0.1, $1");
            node.ask("SLAVEOF", "NO", "ONE");
            node.ask("CONFIG", "REWRITE");
        }
        try (TestNode node = start()) {
            assertThat(node.ask("ROLE")).startsWith("[$master");
        }
        try (TestNode node = start("slave-priority", "9")) {
            assertThat(node.ask("CONFIG", "GET", "slave-priority")).isEqualTo("[$slave-priority, $9]");
        }
    }
}
