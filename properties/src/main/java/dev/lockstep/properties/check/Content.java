package dev.lockstep.properties.check;

import dev.lockstep.core.Mix;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The logical content of a database: column family and key to value, in byte order. */
public final class Content {
    /** A key in its family. */
    private static final class Key implements Comparable<Key> {
        private final int family;
        private final byte[] bytes;

        Key(int family, byte[] bytes) {
            this.family = family;
            this.bytes = bytes;
        }

        @Override
        public int compareTo(Key other) {
            return family != other.family
                    ? Integer.compare(family, other.family)
                    : Arrays.compareUnsigned(bytes, other.bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && compareTo(key) == 0;
        }

        @Override
        public int hashCode() {
            return 31 * family + Arrays.hashCode(bytes);
        }
    }

    private final TreeMap<Key, byte[]> entries = new TreeMap<>();

    /** Sets a value. */
    public void put(int family, byte[] key, byte[] value) {
        entries.put(new Key(family, key), value);
    }

    void delete(int family, byte[] key) {
        entries.remove(new Key(family, key));
    }

    void deleteRange(int family, byte[] from, byte[] to) {
        entries.subMap(new Key(family, from), new Key(family, to)).clear();
    }

    /** A copy that later changes do not reach. */
    Content copy() {
        Content copy = new Content();
        copy.entries.putAll(entries);
        return copy;
    }

    /** The number of entries. */
    public int size() {
        return entries.size();
    }

    /** A 64-bit digest of all entries in order. */
    public long digest() {
        long digest = entries.size();
        for (Map.Entry<Key, byte[]> entry : entries.entrySet()) {
            digest = Mix.fold(digest, entry.getKey().family);
            digest = Mix.fold(digest, Mix.hash(entry.getKey().bytes));
            digest = Mix.fold(digest, Mix.hash(entry.getValue()));
        }
        return digest;
    }

    /** How another content differs from this one. */
    public Difference differenceTo(Content other) {
        int missing = 0;
        int different = 0;
        for (Map.Entry<Key, byte[]> entry : entries.entrySet()) {
            byte[] value = other.entries.get(entry.getKey());
            if (value == null) {
                missing++;
            } else if (!Arrays.equals(value, entry.getValue())) {
                different++;
            }
        }
        int extra = other.entries.size() - (entries.size() - missing);
        return new Difference(missing, extra, different);
    }

    /**
     * Numbers of entries.
     *
     * @param missing in the first only
     * @param extra in the second only
     * @param different in both, with different values
     */
    public record Difference(int missing, int extra, int different) {
        /** Whether the contents are equal. */
        public boolean none() {
            return missing == 0 && extra == 0 && different == 0;
        }
    }
}
