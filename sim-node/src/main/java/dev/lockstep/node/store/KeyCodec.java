package dev.lockstep.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How Kvrocks writes a user key of the default namespace in the metadata column family: namespace length, namespace, slot in cluster mode, key. */
public final class KeyCodec {
    private static final byte[] NAMESPACE = "__namespace".getBytes(StandardCharsets.US_ASCII);

    private final boolean cluster;

    /** The codec of a node; {@code cluster} adds the slot. */
    public KeyCodec(boolean cluster) {
        this.cluster = cluster;
    }

    /** What every stored key of {@code slot} begins with, in every column family of a node in cluster mode; 16384 gives the end of all. */
    public static byte[] slotPrefix(int slot) {
        return ByteBuffer.allocate(1 + NAMESPACE.length + 2)
                .put((byte) NAMESPACE.length)
                .put(NAMESPACE)
                .putShort((short) slot)
                .array();
    }

    /** The stored form of {@code key}, which lies in {@code slot}. */
    public byte[] encode(byte[] key, int slot) {
        ByteBuffer out = ByteBuffer.allocate(1 + NAMESPACE.length + (cluster ? 2 : 0) + key.length);
        out.put((byte) NAMESPACE.length).put(NAMESPACE);
        if (cluster) {
            out.putShort((short) slot);
        }
        return out.put(key).array();
    }
}
