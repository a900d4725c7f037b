package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.store.Trees;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no requests: an error and the end of the connection, and nothing for the other clients of the same worker. */
class MalformedRequestsTest {
    private static final String PING = "*1\r\n$4\r\nPING\r\n";

    /** From the first byte that is no part of a request, nothing is executed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*1~$-1~|-ERR Protocol error: invalid bulk length~",
                "*1~$536870913~|-ERR Protocol error: invalid bulk length~",
                "*1~$99999999999999999999~|-ERR Protocol error: invalid bulk length~",
                "*2147483648~|-ERR Protocol error: invalid multibulk length~",
                "*1048577~|-ERR Protocol error: invalid multibulk length~",
                "*~|-ERR Protocol error: invalid multibulk length~",
                "*1~*1~$4~PING~|-ERR Protocol error: expected '$'~",
                "*1~:4~|-ERR Protocol error: expected '$'~",
                "*1~$4~PING~*1~$x~*1~$4~PING~|+PONG~-ERR Protocol error: invalid bulk length~",
                "*-1~*0~*1~$4~PING~|+PONG~",
                "$4~PING~|-ERR unknown command `$4`, with args beginning with: ~+PONG~",
                "*2~$3~GET~$1000000~half|''",
                "*100~$4~PING~|''",
                "PING|''"
            })
    void anErrorAndTheEnd(String bytes, String replies, @TempDir Path dir) {
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE, "workers", "1");
                Client other = new Client(node.port());
                Client client = new Client(node.port())) {
            client.send(bytes.replace("~", "\r\n"));
            client.end();
            assertThat(client.rest()).isEqualTo(replies.replace("~", "\r\n"));
            assertThat(other.ask("PING")).isEqualTo("+PONG");
        }
    }

    /** Neither the length of an inline command nor what a browser is made to send makes the node work. */
    @Test
    void linesThatAreNoRequests(@TempDir Path dir) {
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE);
                Client endless = new Client(node.port());
                Client page = new Client(node.port())) {
            endless.send("x".repeat((64 << 10) + 1));
            assertThat(endless.rest()).isEqualTo("-ERR Protocol error: too big inline request\r\n");
            page.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nSET k v\r\n");
            assertThat(page.rest()).isEmpty();
            assertThat(node.ask("GET", "k")).isEqualTo("$-1");
        }
    }

    @Property(tries = 30)
    void othersAreUnharmed(@ForAll("streams") List<String> streams) throws IOException {
        Path dir = Files.createTempDirectory("malformed");
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE, "workers", "1");
                Client other = new Client(node.port())) {
            assertThat(other.ask("SET", "sentinel", "untouched")).isEqualTo("+OK");
            for (String stream : streams) {
                try (Client client = new Client(node.port())) {
                    client.send(PING + stream);
                    assertThat(client.reply()).isEqualTo("+PONG");
                }
                assertThat(other.ask("GET", "sentinel")).isEqualTo("$untouched");
            }
        } finally {
            Trees.delete(dir);
        }
    }

    @Provide
    Arbitrary<List<String>> streams() {
        Arbitrary<String> noise =
                Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(60);
        Arbitrary<String> piece = Arbitraries.oneOf(
                noise,
                Arbitraries.of(
                        "*", "$", "\r\n", "\n", "-1", "0", "1", "3", "1048576", "536870912", "99999999999", " ", "\0"),
                Arbitraries.of(
                        PING, "*2\r\n$3\r\nGET\r\n$8\r\nsentinel\r\n", "*3\r\n$3\r\nSET\r\n", "*1\r\n*1\r\n$4\r\n"));
        return piece.list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
