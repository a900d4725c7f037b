package dev.lockstep.net.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stream that lie in one array, which is not written again there, and what follows them elsewhere.
 *
 * @param bytes the array
 * @param offset where they begin
 * @param length how many
 * @param next those that follow, if any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] bytes, int offset, int length, @Nullable Slice next) {
    /** Those from {@code skip} on, {@code count} at most, without what follows. */
    Slice part(int skip, int count) {
        boolean all = skip == 0 && count >= length && next == null;
        return all ? this : new Slice(bytes, offset + skip, Math.min(count, length - skip), null);
    }
}
