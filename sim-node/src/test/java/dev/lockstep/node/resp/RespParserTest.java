package dev.lockstep.node.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RespParserTest {
    private final RespParser parser = new RespParser(1000, 10_000);

    @Test
    void takesInlineAndArraysInARow() throws RespProtocolException {
        assertThat(all("\r\n  SET  k v\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*0\r\nping\n"))
                .containsExactly(List.of("SET", "k", "v"), List.of("GET", "k"), List.of("ping"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*1\\r\\nPING\\r\\n|Protocol error: expected '$'",
                "*1\\r\\n$-1\\r\\n|Protocol error: invalid bulk length",
                "*1\\r\\n$a\\r\\n|Protocol error: invalid bulk length",
                "*1\\r\\n$1001\\r\\n|Protocol error: invalid bulk length",
                "*1048577\\r\\n|Protocol error: invalid multibulk length",
                "*x\\r\\n|Protocol error: invalid multibulk length",
                "*\\r\\n|Protocol error: invalid multibulk length",
                "*9223372036854775808\\r\\n|Protocol error: invalid multibulk length",
                "*-9223372036854775809\\r\\n|Protocol error: invalid multibulk length",
                "*1\\r\\n$\\r\\n|Protocol error: invalid bulk length",
                "*1\\r\\n$+\\r\\n|Protocol error: invalid bulk length",
                "*1\\r\\n$1 \\r\\n|Protocol error: invalid bulk length"
            })
    void refusesWhatKvrocksRefuses(String bytes, String message) {
        assertThatThrownBy(() -> all(bytes.replace("\\r\\n", "\r\n")))
                .isInstanceOf(RespProtocolException.class)
                .hasMessage(message);
    }

    @Test
    void aRequestOfTooManyBytesIsRefusedAtTheWordThatIsTooMuch() {
        String word = "$968\r\n" + "x".repeat(968) + "\r\n";
        assertThatThrownBy(() -> all("*20\r\n" + word.repeat(10) + "$0\r\n"))
                .hasMessage("Protocol error: too big request");
    }

    @Test
    void theLineOfAnArrayEndsWithBothCharacters() {
        assertThatThrownBy(() -> all("*1\n")).hasMessage("Protocol error: invalid multibulk length");
    }

    @Test
    void theLimitIsOfOneRequest() throws RespProtocolException {
        String request = "*1\r\n$968\r\n" + "x".repeat(968) + "\r\n";
        assertThat(all(request.repeat(30))).hasSize(30);
    }

    @Test
    void aLineThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> all("x".repeat(70_000))).hasMessage("Protocol error: too big inline request");
    }

    private List<List<String>> all(String bytes) throws RespProtocolException {
        parser.feed(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        List<List<String>> requests = new ArrayList<>();
        for (List<byte[]> next = parser.next(); next != null; next = parser.next()) {
            requests.add(next.stream()
                    .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                    .toList());
        }
        return requests;
    }
}
