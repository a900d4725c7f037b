package dev.lockstep.node.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class RespParserProperties {
    @Property(tries = 300, shrinking = ShrinkingMode.FULL)
    void anyRequestsCutAnywhereComeOutAsTheyWere(
            @ForAll @Size(max = 8) List<@NotEmpty @Size(max = 5) List<@Size(max = 40) byte[]>> requests,
            @ForAll long seed)
            throws RespProtocolException {
        ByteBuffer bytes = ByteBuffer.wrap(encode(requests));
        RespParser parser = new RespParser(1000, 10_000);
        Random cuts = new Random(seed);
        List<List<byte[]>> parsed = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), 1 + cuts.nextInt(20));
            parser.feed(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            for (List<byte[]> next = parser.next(); next != null; next = parser.next()) {
                parsed.add(next);
            }
        }
        assertThat(texts(parsed)).isEqualTo(texts(requests));
    }

    @Property(tries = 500, shrinking = ShrinkingMode.FULL)
    void anyBytesGiveRequestsOrAnError(@ForAll @Size(max = 200) byte[] bytes) {
        RespParser parser = new RespParser(1000, 10_000);
        parser.feed(ByteBuffer.wrap(bytes));
        try {
            for (List<byte[]> next = parser.next(); next != null; next = parser.next()) {
                assertThat(next).isNotEmpty();
            }
        } catch (RespProtocolException e) {
            assertThat(e).hasMessageStartingWith("Protocol error");
        }
    }

    /** Announced lengths cost nothing: it holds a small multiple of what has come and has not been taken. */
    @Property(tries = 300)
    void memoryFollowsWhatHasCome(@ForAll("pieces") List<String> pieces) {
        RespParser parser = new RespParser(1 << 29, 1 << 30);
        int fed = 0;
        try {
            for (String piece : pieces) {
                parser.feed(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1)));
                fed += piece.length();
                while (parser.next() != null) {
                    assertThat(parser.buffered()).isLessThanOrEqualTo(fed);
                }
                assertThat(parser.held()).isLessThanOrEqualTo(1024 + 2 * fed);
            }
        } catch (RespProtocolException e) {
            assertThat(parser.held()).isLessThanOrEqualTo(1024 + 2 * fed);
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        Arbitrary<String> bytes = Arbitraries.of("x", "0123456789")
                .flatMap(unit -> Arbitraries.integers().between(1, 30_000).map(unit::repeat));
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "*1048576\r\n", "$536870912\r\n", "*3\r\n", "$3\r\nabc\r\n", "PING\r\n", "$100000\r\n"),
                        bytes)
                .list()
                .ofMaxSize(20);
    }

    /** What was large is given back once it has been taken. */
    @Example
    void aLargeRequestIsForgotten() throws RespProtocolException {
        RespParser parser = new RespParser(1 << 20, 1 << 21);
        parser.feed(ByteBuffer.wrap(
                ("*1\r\n$1000000\r\n" + "x".repeat(1_000_000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(parser.next()).hasSize(1);
        assertThat(parser.next()).isNull();
        assertThat(parser.held()).isLessThanOrEqualTo(1024);
    }

    private static byte[] encode(List<? extends List<byte[]>> requests) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (List<byte[]> request : requests) {
            RespWriter words = new RespWriter();
            words.array(request.size());
            request.forEach(words::bulk);
            out.writeBytes(words.take());
        }
        return out.toByteArray();
    }

    private static List<List<String>> texts(List<? extends List<byte[]>> requests) {
        return requests.stream()
                .map(request -> request.stream()
                        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                        .toList())
                .toList();
    }
}
