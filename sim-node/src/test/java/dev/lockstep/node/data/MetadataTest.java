package dev.lockstep.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Keys and metadata as Kvrocks writes them. */
class MetadataTest {
    @Test
    void hashOf64Bits() {
        byte[] stored = bytes("82 0000000000000001 0000000000000002 0000000000000003");
        Metadata metadata = Metadata.decode(stored);
        assertThat(metadata.type()).isEqualTo(DataType.HASH);
        assertThat(metadata.expireAt()).isEqualTo(1);
        assertThat(metadata.version()).isEqualTo(2);
        assertThat(metadata.size()).isEqualTo(3);
        assertThat(metadata.encode()).isEqualTo(stored);
    }

    @Test
    void whatWasWrittenWith32BitsStaysSo() {
        byte[] stored = bytes("04 00000002 0000000000000005 00000003");
        Metadata metadata = Metadata.decode(stored);
        assertThat(metadata.type()).isEqualTo(DataType.SET);
        assertThat(metadata.expireAt()).isEqualTo(2000);
        assertThat(metadata.withSize(4).encode()).isEqualTo(bytes("04 00000002 0000000000000005 00000004"));
    }

    @Test
    void aNewListBeginsInTheMiddle() {
        assertThat(Metadata.empty(DataType.LIST, 9).encode())
                .isEqualTo(bytes("83 0000000000000000 0000000000000009 0000000000000000"
                        + " 7fffffffffffffff 7fffffffffffffff"));
    }

    @Test
    void whatIsTooShortIsRefused() {
        assertThatThrownBy(() -> Metadata.decode(bytes("82 0000000000000001 00")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("10 bytes");
    }

    @Test
    void elementsCarryNamespaceSlotKeyAndVersion() {
        KeyLayout layout = new KeyLayout("ns", true);
        byte[] key = "a".getBytes(StandardCharsets.US_ASCII);
        byte[] element = "f".getBytes(StandardCharsets.US_ASCII);
        assertThat(layout.key(key)).isEqualTo(bytes("02 6e73 3c87 61"));
        assertThat(layout.element(key, 7, element)).isEqualTo(bytes("02 6e73 3c87 00000001 61 0000000000000007 66"));
        assertThat(layout.elementOf(layout.element(key, 7, element), 1)).isEqualTo(element);
        assertThat(layout.user(layout.key(key))).isEqualTo(key);
    }

    @Test
    void theKeyAfterAPrefix() {
        assertThat(KeyLayout.after(bytes("01 ff"))).isEqualTo(bytes("02"));
        assertThat(KeyLayout.after(bytes("ff"))).isEmpty();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
