package dev.lockstep.core;

/** The 64-bit mixing functions behind streams and trace hashes. Not cryptographic; the same on every machine. */
public final class Mix {
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    private Mix() {}

    /** A bijection that spreads every input bit over the result (the finalizer of SplitMix64). */
    public static long mix64(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Adds a word to a running hash; the order of words matters. */
    public static long fold(long hash, long word) {
        long h = (hash ^ word) * MULTIPLIER;
        return h ^ (h >>> 32);
    }

    /** A 64-bit hash of a text, by its UTF-16 units. */
    public static long hash(String text) {
        long h = text.length();
        for (int i = 0; i < text.length(); i++) {
            h = fold(h, text.charAt(i));
        }
        return h;
    }

    /** A 64-bit hash of bytes. */
    public static long hash(byte[] bytes) {
        long h = bytes.length;
        for (byte b : bytes) {
            h = fold(h, b);
        }
        return h;
    }
}
