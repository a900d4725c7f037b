package dev.lockstep.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several clients do to each other. */
class ClientsTogetherTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void aPushWakesTheClientThatHasWaitedLongest() {
        try (TestNode node = start();
                Client first = new Client(node.port());
                Client second = new Client(node.port())) {
            wait(node, first, 1, "BLPOP", "l", "0");
            wait(node, second, 2, "BRPOP", "other", "l", "0");
            assertThat(node.ask("RPUSH", "l", "a")).isEqualTo(":1");
            assertThat(first.reply()).isEqualTo("[$l, $a]");
            assertThat(node.ask("LPUSH", "l", "b")).isEqualTo(":1");
            assertThat(second.reply()).isEqualTo("[$l, $b]");
            assertThat(first.ask("LLEN", "l")).isEqualTo(":0");
        }
    }

    @Test
    void aWaitEndsAndTheCommandsBehindItAreExecuted() {
        try (TestNode node = start();
                Client client = new Client(node.port())) {
            client.send("BLPOP l 0.01\r\nPING\r\nBZPOPMIN z 0.01\r\n");
            assertThat(client.reply()).isEqualTo("$-1");
            assertThat(client.reply()).isEqualTo("+PONG");
            assertThat(client.reply()).isEqualTo("*-1");
        }
    }

    @Test
    void aTransactionWakesWithAllItPushed() {
        try (TestNode node = start();
                Client waiting = new Client(node.port());
                Client pushing = new Client(node.port())) {
            wait(node, waiting, 1, "BLMPOP", "0", "1", "l", "LEFT", "COUNT", "5");
            pushing.ask("MULTI");
            pushing.ask("RPUSH", "l", "a");
            pushing.ask("RPUSH", "l", "b");
            assertThat(pushing.ask("EXEC")).isEqualTo("[:1, :2]");
            assertThat(waiting.reply()).isEqualTo("[$l, [$a, $b]]");
        }
    }

    @Test
    void listenersHearWhatIsPublished() {
        try (TestNode node = start();
                Client channel = new Client(node.port());
                Client pattern = new Client(node.port())) {
            assertThat(channel.ask("SUBSCRIBE", "news")).isEqualTo("[$subscribe, $news, :1]");
            assertThat(pattern.ask("PSUBSCRIBE", "n[a-f]*")).isEqualTo("[$psubscribe, $n[a-f]*, :1]");
            assertThat(node.ask("PUBLISH", "news", "hello")).isEqualTo(":2");
            assertThat(channel.reply()).isEqualTo("[$message, $news, $hello]");
            assertThat(pattern.reply()).isEqualTo("[$pmessage, $n[a-f]*, $news, $hello]");
            assertThat(node.ask("PUBSUB", "NUMSUB", "news")).isEqualTo("[$news, :1]");
            assertThat(channel.ask("UNSUBSCRIBE")).isEqualTo("[$unsubscribe, $news, :0]");
            assertThat(node.ask("PUBLISH", "news", "again")).isEqualTo(":1");
        }
    }

    @Test
    void listenersOfAReplicaHearWhatItsMasterPublishes(@TempDir Path other) {
        try (TestNode master = start();
                TestNode replica = TestNode.start(other, NodeObserver.NONE, "slaveof", "127.0.0.1 " + master.port());
                Client listener = new Client(replica.port())) {
            Await.until("the link is up", () -> replica.view().link().equals("connected"));
            listener.ask("SUBSCRIBE", "news");
            assertThat(master.ask("PUBLISH", "news", "hello")).isEqualTo(":0");
            assertThat(listener.reply()).isEqualTo("[$message, $news, $hello]");
        }
    }

    @Test
    void namespacesDoNotSeeEachOther() {
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE, "requirepass", "secret");
                Client admin = new Client(node.port());
                Client user = new Client(node.port())) {
            assertThat(user.ask("PING")).isEqualTo("-NOAUTH Authentication required.");
            admin.ask("AUTH", "secret");
            assertThat(admin.ask("NAMESPACE", "ADD", "ns", "token")).isEqualTo("+OK");
            assertThat(user.ask("AUTH", "token")).isEqualTo("+OK");
            admin.ask("SET", "k", "admin");
            user.ask("SET", "k", "user");
            user.ask("HSET", "h", "f", "v");
            assertThat(admin.ask("GET", "k")).isEqualTo("$admin");
            assertThat(admin.ask("KEYS", "*")).isEqualTo("[$k]");
            assertThat(user.ask("KEYS", "*")).isEqualTo("[$h, $k]");
            assertThat(user.ask("PSYNC", "1")).startsWith("-ERR admin permission");
            assertThat(user.ask("_fetch_meta")).startsWith("-ERR admin permission");
            assertThat(user.ask("FLUSHDB")).isEqualTo("+OK");
            assertThat(admin.ask("GET", "k")).isEqualTo("$admin");
            assertThat(user.ask("GET", "k")).isEqualTo("$-1");
        }
    }

    @Test
    void aTransactionReadsWhatItWroteAndIsOneBatch() {
        try (TestNode node = start();
                Client client = new Client(node.port())) {
            client.ask("RPUSH", "l", "a", "b", "c");
            client.ask("ZADD", "z", "1", "a", "2", "b");
            long before = node.view().latestSequence();
            client.ask("MULTI");
            client.ask("LPOP", "l");
            client.ask("RPUSH", "l", "d");
            client.ask("LRANGE", "l", "0", "-1");
            client.ask("ZADD", "z", "5", "a");
            client.ask("ZREM", "z", "b");
            client.ask("ZRANGE", "z", "0", "-1", "WITHSCORES");
            client.ask("FLUSHALL");
            client.ask("SET", "k", "v");
            client.ask("KEYS", "*");
            assertThat(client.ask("EXEC")).isEqualTo("[$a, :3, [$b, $c, $d], :0, :1, [$a, $5], +OK, +OK, [$k]]");
            assertThat(client.ask("KEYS", "*")).isEqualTo("[$k]");
            assertThat(node.ask("PSYNC", Long.toString(before + 2))).startsWith("-ERR sequence out of range");
        }
    }

    @Test
    void noMoreClientsThanAllowed() {
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE, "maxclients", "1");
                Client only = new Client(node.port())) {
            assertThat(only.ask("PING")).isEqualTo("+PONG");
            try (Client another = new Client(node.port())) {
                assertThat(another.reply()).isEqualTo("-ERR max number of clients reached");
                assertThatThrownBy(another::reply).isInstanceOf(UncheckedIOException.class);
            }
            assertThat(only.ask("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void aKilledClientWaitsNoMore() {
        try (TestNode node = start();
                Client waiting = new Client(node.port())) {
            String id = waiting.ask("CLIENT", "ID").substring(1);
            wait(node, waiting, 1, "BLPOP", "l", "0");
            assertThat(node.ask("CLIENT", "KILL", "ID", id)).isEqualTo(":1");
            assertThatThrownBy(waiting::reply).isInstanceOf(UncheckedIOException.class);
            node.ask("RPUSH", "l", "a");
            assertThat(node.ask("LLEN", "l")).isEqualTo(":1");
        }
    }

    private TestNode start() {
        return TestNode.start(dir, NodeObserver.NONE);
    }

    /** Sends a command that waits and returns when {@code count} clients do. */
    private static void wait(TestNode node, Client client, int count, String... words) {
        client.send(String.join(" ", words) + "\r\n");
        Await.until(
                "the client waits",
                () -> node.ask("CLIENT", "LIST")
                                .lines()
                                .filter(line -> line.matches(".*cmd=b[a-z]+"))
                                .count()
                        == count);
    }
}
