package dev.lockstep.node.data;

import dev.lockstep.node.cluster.SlotHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the keys of one namespace are written (Kvrocks ComposeNamespaceKey and InternalKey): the length of the namespace, the namespace, in
 * cluster mode the slot, and the user key; an element adds the user key's length before it and version and element after it.
 */
public final class KeyLayout {
    /** The namespace of the administrator. */
    public static final String DEFAULT_NAMESPACE = "__namespace";

    private static final int SLOT_BYTES = 2;
    private static final int LENGTH_BYTES = 4;
    private static final int VERSION_BYTES = 8;

    private final byte[] namespace;
    private final boolean cluster;

    /** The layout of {@code namespace}, of 1 to 255 bytes; {@code cluster} adds the slot. */
    public KeyLayout(String namespace, boolean cluster) {
        this.namespace = namespace.getBytes(StandardCharsets.ISO_8859_1);
        this.cluster = cluster;
    }

    /** The namespace as text. */
    public String namespace() {
        return new String(namespace, StandardCharsets.ISO_8859_1);
    }

    /** Where the value of a user key is stored. */
    public byte[] key(byte[] user) {
        ByteBuffer out = ByteBuffer.allocate(header() + user.length);
        return prefix(out, user).put(user).array();
    }

    /** The user key stored under {@code key}. */
    public byte[] user(byte[] key) {
        return Arrays.copyOfRange(key, header(), key.length);
    }

    /** What all keys of this namespace begin with. */
    public byte[] prefix() {
        return ByteBuffer.allocate(1 + namespace.length)
                .put((byte) namespace.length)
                .put(namespace)
                .array();
    }

    /** Whether {@code key} is one of this namespace. */
    boolean owns(byte[] key) {
        return startsWith(key, prefix()) && key.length >= header();
    }

    /** Where an element is stored. */
    byte[] element(byte[] user, long version, byte[] element) {
        ByteBuffer out = ByteBuffer.allocate(header() + LENGTH_BYTES + user.length + VERSION_BYTES + element.length);
        return prefix(out, user)
                .putInt(user.length)
                .put(user)
                .putLong(version)
                .put(element)
                .array();
    }

    /** The element stored under {@code key}, of a user key of {@code userLength} bytes. */
    byte[] elementOf(byte[] key, int userLength) {
        return Arrays.copyOfRange(key, header() + LENGTH_BYTES + userLength + VERSION_BYTES, key.length);
    }

    private ByteBuffer prefix(ByteBuffer out, byte[] user) {
        out.put((byte) namespace.length).put(namespace);
        return cluster ? out.putShort((short) SlotHash.slot(user)) : out;
    }

    private int header() {
        return 1 + namespace.length + (cluster ? SLOT_BYTES : 0);
    }

    static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The first key after all that begin with {@code prefix}, or empty if there is none. */
    static byte[] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return new byte[0];
    }
}
