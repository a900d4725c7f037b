package dev.lockstep.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes as a real Kvrocks sent them (frames of conn04 in the recorded exchange with tables). */
class EncodingTest {
    private static final String SET_K2_V2 = "1000000000000000" + "01000000" + "030131" + "0501"
            + "100b5f5f6e616d65737061636501c16b32" + "0b8100000000000000007632";
    private static final String DEL_K1 =
            "1100000000000000" + "01000000" + "030130" + "0401" + "100b5f5f6e616d65737061636531a26b31";

    private final KeyCodec keys = new KeyCodec(true);

    @Test
    void setIsWrittenAsKvrocksDoes() {
        BatchWriter batch = new BatchWriter().logData(ascii("1"));
        batch.put(
                ColumnFamily.METADATA, key("k2"), StringValue.of(ascii("v2"), 0).encode());
        assertThat(hex(batch.withSequence(16))).isEqualTo(SET_K2_V2);
    }

    @Test
    void delIsWrittenAsKvrocksDoes() {
        BatchWriter batch = new BatchWriter().logData(ascii("0")).delete(ColumnFamily.METADATA, key("k1"));
        assertThat(hex(batch.withSequence(17))).isEqualTo(DEL_K1);
    }

    @Test
    void withoutClusterThereIsNoSlot() {
        assertThat(new String(new KeyCodec(false).encode(ascii("c"), 7), StandardCharsets.ISO_8859_1))
                .isEqualTo("\u000b__namespacec");
    }

    @Test
    void headAndNotesAreReadBack() {
        byte[] batch = HexFormat.of().parseHex(SET_K2_V2);
        BatchReader.check(batch);
        assertThat(BatchReader.sequence(batch)).isEqualTo(16);
        assertThat(BatchReader.count(batch)).isEqualTo(1);
        assertThat(BatchReader.notes(batch)).containsExactly(ascii("1"));
    }

    @Test
    void everyCutOfABatchIsRefused() {
        byte[] batch = HexFormat.of().parseHex(SET_K2_V2);
        for (int length = 0; length < batch.length; length++) {
            byte[] cut = Arrays.copyOf(batch, length);
            assertThatThrownBy(() -> BatchReader.check(cut)).isInstanceOf(MalformedBatchException.class);
        }
    }

    @Test
    void strangeRecordsAreRefused() {
        assertRefused("00000000000000000100000001026162" + "7f", "ends after the batch");
        assertRefused("000000000000000000000000" + "7f", "record type 127");
        assertRefused("000000000000000001000000" + "0507" + "0161" + "0162", "column family 7");
        assertRefused("000000000000000002000000" + "010161" + "0162", "says 2 updates but has 1");
    }

    @Test
    void expiryIsReadInBothWidths() {
        StringValue wide = StringValue.decode(StringValue.of(ascii("x"), 1234).encode());
        assertThat(wide.expireAt()).isEqualTo(1234);
        assertThat(wide.expired(1233)).isFalse();
        assertThat(wide.expired(1234)).isTrue();
        StringValue narrow = StringValue.decode(HexFormat.of().parseHex("010000000a78"));
        assertThat(narrow.expireAt()).isEqualTo(10_000);
        assertThat(narrow.payload()).isEqualTo(ascii("x"));
    }

    private static void assertRefused(String batch, String reason) {
        assertThatThrownBy(() -> BatchReader.check(HexFormat.of().parseHex(batch)))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessageContaining(reason);
    }

    private byte[] key(String key) {
        return keys.encode(ascii(key), SlotHash.slot(ascii(key)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
