package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one client may make the node keep for it, and that others are served all along. */
class ClientLimitsTest {
    private static final int MB = 1 << 20;

    @TempDir
    private Path dir = Path.of("");

    @Test
    void aRequestLargerThanTheQueryBufferIsRefusedBeforeItHasCome() {
        try (TestNode node = start("client-query-buffer-limit", "" + MB);
                Client other = new Client(node.port());
                Client client = new Client(node.port())) {
            String value = "v".repeat(MB / 2);
            assertThat(client.ask("SET", "k", value)).isEqualTo("+OK");
            client.send("*3\r\n$4\r\nMSET\r\n$1\r\nk\r\n$" + MB + "\r\n");
            assertThat(client.rest()).isEqualTo("-ERR Protocol error: too big request\r\n");
            assertThat(other.ask("GET", "k")).isEqualTo("$" + value);
        }
    }

    @Test
    void manySmallWordsCountToo() {
        try (TestNode node = start("client-query-buffer-limit", "" + MB);
                Client client = new Client(node.port())) {
            client.send("*1000000\r\n" + "$0\r\n\r\n".repeat(MB / 32 - 1));
            client.send("$1\r\n");
            assertThat(client.rest()).isEqualTo("-ERR Protocol error: too big request\r\n");
        }
    }

    @Test
    void aReplyLargerThanTheOutputBufferClosesTheConnection() {
        try (TestNode node = start("client-output-buffer-limit", "" + MB);
                Client other = new Client(node.port());
                Client client = new Client(node.port())) {
            String value = "v".repeat(MB / 2);
            assertThat(other.ask("SET", "k", value)).isEqualTo("+OK");
            assertThat(client.ask("MGET", "k")).isEqualTo("[$" + value + "]");
            assertThatThrownBy(() -> client.ask("MGET", "k", "k")).isInstanceOf(UncheckedIOException.class);
            assertThat(other.ask("GET", "k")).isEqualTo("$" + value);
        }
    }

    /** Replies that a client does not fetch are not made: what it asked for later waits in the network. */
    @Test
    void aClientThatDoesNotReadIsServedWhenItDoes() {
        try (TestNode node = start();
                Client other = new Client(node.port());
                Client client = new Client(node.port())) {
            String value = "v".repeat(MB);
            assertThat(other.ask("SET", "k", value)).isEqualTo("+OK");
            int count = 50;
            client.send("GET k\r\n".repeat(count));
            assertThat(other.ask("PING")).isEqualTo("+PONG");
            for (int i = 0; i < count; i++) {
                assertThat(client.reply()).isEqualTo("$" + value);
            }
        }
    }

    /** The kernels' buffers take some megabytes before anything gathers. */
    @Test
    void aSubscriberThatDoesNotReadIsClosed() {
        try (TestNode node = start("pubsub-output-buffer-limit", "" + MB);
                Client publisher = new Client(node.port());
                Client reader = new Client(node.port());
                Client sleeper = new Client(node.port())) {
            assertThat(sleeper.ask("SUBSCRIBE", "c")).isEqualTo("[$subscribe, $c, :1]");
            assertThat(reader.ask("SUBSCRIBE", "c")).isEqualTo("[$subscribe, $c, :1]");
            String message = "m".repeat(64 << 10);
            List<String> receivers = Stream.generate(() -> publish(publisher, message, reader))
                    .limit(1000)
                    .takeWhile(":2"::equals)
                    .toList();
            assertThat(receivers).hasSizeBetween(MB / message.length(), 999);
            assertThat(publish(publisher, message, reader)).isEqualTo(":1");
            assertThatThrownBy(() -> Collections.nCopies(1001, sleeper).forEach(Client::reply))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    /** Messages that wait are not overtaken by the reply to what was asked after them. */
    @Test
    void aReplyComesAfterTheMessagesBeforeIt() {
        try (TestNode node = start();
                Client publisher = new Client(node.port());
                Client sleeper = new Client(node.port())) {
            assertThat(sleeper.ask("SUBSCRIBE", "c")).isEqualTo("[$subscribe, $c, :1]");
            String message = "m".repeat(MB);
            int count = 20;
            for (int i = 0; i < count; i++) {
                assertThat(publisher.ask("PUBLISH", "c", message)).isEqualTo(":1");
            }
            sleeper.send("UNSUBSCRIBE c\r\n");
            for (int i = 0; i < count; i++) {
                assertThat(sleeper.reply()).isEqualTo("[$message, $c, $" + message + "]");
            }
            assertThat(sleeper.reply()).isEqualTo("[$unsubscribe, $c, :0]");
        }
    }

    private static String publish(Client publisher, String message, Client reader) {
        String receivers = publisher.ask("PUBLISH", "c", message);
        assertThat(reader.reply()).isEqualTo("[$message, $c, $" + message + "]");
        return receivers;
    }

    /** With one worker for all, so that whoever holds it up is noticed. */
    private TestNode start(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "workers";
        all[options.length + 1] = "1";
        return TestNode.start(dir, NodeObserver.NONE, all);
    }
}
