package dev.lockstep.node.cluster;

/** The slot of a key: CRC16 (XMODEM) modulo 16384 of the key, or of what stands between its first braces if that is not empty. */
public final class SlotHash {
    /** How many slots there are. */
    public static final int SLOTS = 16384;

    private static final int POLYNOMIAL = 0x1021;

    private SlotHash() {}

    /** The slot of {@code key}. */
    public static int slot(byte[] key) {
        int open = indexOf(key, '{', 0);
        int close = open < 0 ? -1 : indexOf(key, '}', open + 1);
        boolean tagged = close > open + 1;
        return (tagged ? crc16(key, open + 1, close) : crc16(key, 0, key.length)) % SLOTS;
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int crc16(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
        }
        return crc & 0xffff;
    }
}
