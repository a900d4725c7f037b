package dev.lockstep.node.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link MemoryStore} holds at one sequence; immutable. Values carry one byte in front, as in its tables: whether the key
 * exists ({@link #PRESENT}) or has been deleted ({@link #DELETED}).
 */
final class MemoryState {
    static final byte PRESENT = 1;
    static final byte DELETED = 0;

    /** Nothing, at sequence 0. */
    static final MemoryState EMPTY = new MemoryState(none(), none(), 0, 0);

    private static final byte[] TOMBSTONE = {DELETED};

    private final SortedBytes[] present;
    private final SortedBytes[] unflushed;
    private final long sequence;
    private final long flushed;

    private MemoryState(SortedBytes[] present, SortedBytes[] unflushed, long sequence, long flushed) {
        this.present = present;
        this.unflushed = unflushed;
        this.sequence = sequence;
        this.flushed = flushed;
    }

    private static SortedBytes[] none() {
        SortedBytes[] none = new SortedBytes[ColumnFamily.count()];
        Arrays.fill(none, SortedBytes.EMPTY);
        return none;
    }

    /** The sequence of the last update. */
    long sequence() {
        return sequence;
    }

    /** Whether an update came since the last flush. */
    boolean dirty() {
        return sequence > flushed;
    }

    /** The keys that exist. */
    SortedBytes present(ColumnFamily family) {
        return present[family.id()];
    }

    /** The keys that were stored or deleted since the last flush. */
    SortedBytes unflushed(ColumnFamily family) {
        return unflushed[family.id()];
    }

    byte @Nullable [] get(ColumnFamily family, byte[] key) {
        byte[] value = present(family).get(key);
        return value == null ? null : plain(value);
    }

    /** A value as it was stored, in an array of its own. */
    static byte[] plain(byte[] value) {
        return Arrays.copyOfRange(value, 1, value.length);
    }

    /**
     * This state after {@code batch}.
     *
     * @throws MalformedBatchException if it is damaged
     */
    MemoryState after(byte[] batch) {
        MemoryState next =
                new MemoryState(present.clone(), unflushed.clone(), sequence + BatchReader.count(batch), flushed);
        BatchReader.forEach(batch, next::update);
        return next;
    }

    /** This state as if nothing of it were in tables yet. */
    MemoryState unwritten() {
        return new MemoryState(present, present, sequence, flushed);
    }

    /** This state once everything of it is in tables. */
    MemoryState flushed() {
        return new MemoryState(present, none(), sequence, sequence);
    }

    /** This state, of which everything is in tables, at another sequence. */
    MemoryState at(long other) {
        return new MemoryState(present, unflushed, other, other);
    }

    /** This state with other content of one family, all of which is in tables. */
    MemoryState with(ColumnFamily family, SortedBytes content) {
        SortedBytes[] changed = present.clone();
        changed[family.id()] = content;
        return new MemoryState(changed, unflushed, sequence, flushed);
    }

    private void update(BatchReader.Kind kind, ColumnFamily family, byte[] first, byte[] second) {
        switch (kind) {
            case PUT -> put(family.id(), first, second);
            case DELETE -> delete(family.id(), first);
            case DELETE_RANGE -> {
                SortedBytes gone = present[family.id()].range(first, second);
                present[family.id()] = present[family.id()].withoutRange(first, second);
                gone.ascend(first, (key, value) -> {
                    unflushed[family.id()] = unflushed[family.id()].with(key, TOMBSTONE);
                    return true;
                });
            }
        }
    }

    private void put(int family, byte[] key, byte[] value) {
        byte[] marked = new byte[value.length + 1];
        marked[0] = PRESENT;
        System.arraycopy(value, 0, marked, 1, value.length);
        present[family] = present[family].with(key, marked);
        unflushed[family] = unflushed[family].with(key, marked);
    }

    private void delete(int family, byte[] key) {
        present[family] = present[family].without(key);
        unflushed[family] = unflushed[family].with(key, TOMBSTONE);
    }
}
