package dev.lockstep.node.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from byte arrays, in unsigned order, to byte arrays. Every change gives a new map that shares most of the old one,
 * so whoever holds a map has a snapshot. A treap (Seidel and Aragon 1996) whose priorities are hashes of the keys: equal content is
 * the same tree, however it came about. The arrays given to it and taken from it are not copied and must not change.
 */
final class SortedBytes {
    /** The map without entries. */
    static final SortedBytes EMPTY = new SortedBytes(null);

    private final @Nullable Node root;

    private SortedBytes(@Nullable Node root) {
        this.root = root;
    }

    private static final class Node {
        private final byte[] key;
        private final byte[] value;
        private final int priority;
        private final @Nullable Node left;
        private final @Nullable Node right;

        Node(byte[] key, byte[] value, int priority, @Nullable Node left, @Nullable Node right) {
            this.key = key;
            this.value = value;
            this.priority = priority;
            this.left = left;
            this.right = right;
        }

        Node withLeft(@Nullable Node other) {
            return new Node(key, value, priority, other, right);
        }

        Node withRight(@Nullable Node other) {
            return new Node(key, value, priority, left, other);
        }
    }

    /** Whether there is no entry. */
    boolean isEmpty() {
        return root == null;
    }

    /** The value under {@code key}, or null. */
    byte @Nullable [] get(byte[] key) {
        Node node = root;
        while (node != null) {
            int order = Arrays.compareUnsigned(key, node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** The same with {@code value} under {@code key}. */
    SortedBytes with(byte[] key, byte[] value) {
        Node rest = without(root, key);
        Node one = new Node(key, value, priority(key), null, null);
        return new SortedBytes(merge(merge(before(rest, key), one), from(rest, key)));
    }

    /** The same without {@code key}. */
    SortedBytes without(byte[] key) {
        return get(key) == null ? this : new SortedBytes(without(root, key));
    }

    /** The entries from {@code first} on that come before {@code end}. */
    SortedBytes range(byte[] first, byte[] end) {
        return new SortedBytes(before(from(root, first), end));
    }

    /** All other entries than those of {@link #range}; {@code first} must not come after {@code end}. */
    SortedBytes withoutRange(byte[] first, byte[] end) {
        return new SortedBytes(merge(before(root, first), from(root, end)));
    }

    /** Visits entries in ascending order, those from {@code first} on, until {@code visitor} has seen enough. */
    void ascend(byte[] first, Store.ScanVisitor visitor) {
        ascend(root, first, visitor);
    }

    /** Visits entries in descending order, from the last one that is not after {@code last}, until {@code visitor} has seen enough. */
    void descend(byte[] last, Store.ScanVisitor visitor) {
        descend(root, last, visitor);
    }

    private static boolean ascend(@Nullable Node node, byte[] first, Store.ScanVisitor visitor) {
        if (node == null) {
            return true;
        }
        boolean wanted = Arrays.compareUnsigned(node.key, first) >= 0;
        if (wanted && !(ascend(node.left, first, visitor) && visitor.entry(node.key, node.value))) {
            return false;
        }
        return ascend(node.right, first, visitor);
    }

    private static boolean descend(@Nullable Node node, byte[] last, Store.ScanVisitor visitor) {
        if (node == null) {
            return true;
        }
        boolean wanted = Arrays.compareUnsigned(node.key, last) <= 0;
        if (wanted && !(descend(node.right, last, visitor) && visitor.entry(node.key, node.value))) {
            return false;
        }
        return descend(node.left, last, visitor);
    }

    /** The entries before {@code key}. */
    private static @Nullable Node before(@Nullable Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        return Arrays.compareUnsigned(node.key, key) < 0
                ? node.withRight(before(node.right, key))
                : before(node.left, key);
    }

    /** The entries from {@code key} on. */
    private static @Nullable Node from(@Nullable Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        return Arrays.compareUnsigned(node.key, key) >= 0 ? node.withLeft(from(node.left, key)) : from(node.right, key);
    }

    private static @Nullable Node without(@Nullable Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        int order = Arrays.compareUnsigned(key, node.key);
        if (order == 0) {
            return merge(node.left, node.right);
        }
        return order < 0 ? node.withLeft(without(node.left, key)) : node.withRight(without(node.right, key));
    }

    /** Both; every key of {@code low} must come before every key of {@code high}. */
    private static @Nullable Node merge(@Nullable Node low, @Nullable Node high) {
        if (low == null || high == null) {
            return low == null ? high : low;
        }
        return low.priority > high.priority
                ? low.withRight(merge(low.right, high))
                : high.withLeft(merge(low, high.left));
    }

    private static int priority(byte[] key) {
        int hash = Arrays.hashCode(key) * 0x9E3779B9;
        return (hash ^ hash >>> 15) * 0x85EBCA6B;
    }
}
