package dev.lockstep.node.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
        RespParser parser = new RespParser(1000);
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
        RespParser parser = new RespParser(1000);
        parser.feed(ByteBuffer.wrap(bytes));
        try {
            for (List<byte[]> next = parser.next(); next != null; next = parser.next()) {
                assertThat(next).isNotEmpty();
            }
        } catch (RespProtocolException e) {
            assertThat(e).hasMessageStartingWith("Protocol error");
        }
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
