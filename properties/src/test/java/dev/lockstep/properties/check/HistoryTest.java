package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The checker's own reading of batches and histories, told by hand-made bytes. */
class HistoryTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A batch: header with the number of updates, then records. */
    private static byte[] batch(int count, byte[]... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[8]);
        out.writeBytes(new byte[] {(byte) count, 0, 0, 0});
        for (byte[] record : records) {
            out.writeBytes(record);
        }
        return out.toByteArray();
    }

    private static byte[] put(int family, String key, String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(5);
        out.write(family);
        out.write(key.length());
        out.writeBytes(bytes(key));
        out.write(value.length());
        out.writeBytes(bytes(value));
        return out.toByteArray();
    }

    private static byte[] delete(int family, String key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(4);
        out.write(family);
        out.write(key.length());
        out.writeBytes(bytes(key));
        return out.toByteArray();
    }

    private static Content content(String... keysAndValues) {
        Content content = new Content();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            content.put(1, bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        return content;
    }

    private static long digest(History history, long sequence) {
        return Objects.requireNonNull(history.contentAt(sequence)).digest();
    }

    @Test
    void contentAtASequenceIsThatOfThePrefix() {
        History history = new History();
        history.add(1, batch(2, put(1, "a", "1"), put(1, "b", "2")));
        history.add(3, batch(1, delete(1, "a")));
        assertThat(history.latest()).isEqualTo(3);
        assertThat(digest(history, 2)).isEqualTo(content("a", "1", "b", "2").digest());
        assertThat(digest(history, 3)).isEqualTo(content("b", "2").digest());
        assertThat(history.contentAt(1))
                .as("the middle of a batch is no prefix")
                .isNull();
        assertThat(history.contentAt(4)).isNull();
    }

    @Test
    void nothingIsKnownFromBeforeTheBase() {
        History history = new History(content("x", "9"), 7);
        byte[] batch = batch(1, put(1, "a", "1"));
        assertThat(history.latest()).isEqualTo(7);
        assertThat(history.contentAt(1)).isNull();
        assertThat(digest(history, 7)).isEqualTo(content("x", "9").digest());
        assertThat(history.contradicts(7, batch)).isFalse();
        assertThat(history.contradicts(8, batch)).isTrue();
        history.add(8, batch);
        assertThat(history.contradicts(8, batch)).isFalse();
        assertThat(history.contradicts(8, batch(1, put(1, "a", "2")))).isTrue();
    }

    @Test
    void batchesAreComparedWithoutTheirSequence() {
        byte[] one = batch(1, put(1, "a", "1"));
        byte[] other = one.clone();
        other[0] = 42;
        assertThat(History.sameBatch(one, other)).isTrue();
        assertThat(History.sameBatch(one, batch(1, put(1, "a", "2")))).isFalse();
        assertThat(History.sameBatch(null, other)).isFalse();
    }

    @Test
    void differencesAreCounted() {
        Content.Difference difference = content("a", "1", "b", "2").differenceTo(content("b", "3", "c", "4", "d", "5"));
        assertThat(difference).isEqualTo(new Content.Difference(1, 2, 1));
        assertThat(difference.none()).isFalse();
        assertThat(content("a", "1").differenceTo(content("a", "1")).none()).isTrue();
        assertThat(content("a", "1").digest()).isNotEqualTo(content("a", "2").digest());
        assertThat(content("a", "1").digest()).isNotEqualTo(content("b", "1").digest());
    }

    @Test
    void unknownRecordsAreRefused() {
        History history = new History();
        history.add(1, batch(1, new byte[] {0x7F}));
        assertThatThrownBy(() -> history.contentAt(1)).hasMessageContaining("tag 127 at byte 12");
    }
}
