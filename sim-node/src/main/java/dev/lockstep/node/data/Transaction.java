package dev.lockstep.node.data;

import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.Store.ScanVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes of an EXEC, which become one batch; reads within it see them over the store. Belongs to one thread, which holds the work
 * lock for itself.
 */
public final class Transaction {
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final BatchWriter batch = new BatchWriter();
    private final Map<ColumnFamily, NavigableMap<byte[], Written>> written = new EnumMap<>(ColumnFamily.class);
    private final List<Changes.DeleteRange> erased = new ArrayList<>();

    /** Nothing changed yet. */
    public Transaction() {}

    /** What was written under a key: a value, or null for a removal. */
    @SuppressWarnings("ArrayRecordComponent")
    record Written(byte @Nullable [] value) {
        private static final Written REMOVED = new Written(null);
    }

    void add(Changes changes) {
        changes.addTo(batch);
        for (Changes.Change change : changes.all()) {
            switch (change) {
                case Changes.Note note -> {}
                case Changes.Put put -> of(put.family()).put(put.key(), new Written(put.value()));
                case Changes.Delete delete -> of(delete.family()).put(delete.key(), Written.REMOVED);
                case Changes.DeleteRange range -> erase(range);
            }
        }
    }

    private void erase(Changes.DeleteRange range) {
        of(range.family()).subMap(range.from(), true, range.end(), false).clear();
        erased.add(range);
    }

    /** All changes so far. */
    BatchWriter batch() {
        return batch;
    }

    /** What was written under {@code key}: or null if nothing was. */
    @Nullable
    Written get(ColumnFamily family, byte[] key) {
        Written known = of(family).get(key);
        return known == null && hidden(family, key) ? Written.REMOVED : known;
    }

    private boolean hidden(ColumnFamily family, byte[] key) {
        return erased.stream()
                .anyMatch(range -> range.family() == family
                        && ORDER.compare(key, range.from()) >= 0
                        && ORDER.compare(key, range.end()) < 0);
    }

    /** A visitor of a scan of the store that passes on what it would see if all this were written. */
    Merge merge(ColumnFamily family, byte[] from, boolean backwards, ScanVisitor visitor) {
        NavigableMap<byte[], Written> own = backwards
                ? of(family).headMap(from, true).descendingMap()
                : of(family).tailMap(from, true);
        return new Merge(own, family, backwards ? ORDER.reversed() : ORDER, visitor);
    }

    private NavigableMap<byte[], Written> of(ColumnFamily family) {
        return written.computeIfAbsent(family, name -> new TreeMap<>(ORDER));
    }

    /** Two sorted sequences as one. */
    final class Merge implements ScanVisitor {
        private final Iterator<Map.Entry<byte[], Written>> own;
        private final ColumnFamily family;
        private final Comparator<byte[]> order;
        private final ScanVisitor visitor;
        private Map.@Nullable Entry<byte[], Written> next;
        private boolean more = true;

        private Merge(
                NavigableMap<byte[], Written> own, ColumnFamily family, Comparator<byte[]> order, ScanVisitor visitor) {
            this.own = own.entrySet().iterator();
            this.family = family;
            this.order = order;
            this.visitor = visitor;
            advance();
        }

        @Override
        public boolean entry(byte[] key, byte[] value) {
            boolean replaced = false;
            for (var mine = next; more && mine != null && order.compare(mine.getKey(), key) <= 0; mine = next) {
                replaced |= Arrays.equals(mine.getKey(), key);
                passOn(mine);
            }
            if (more && !replaced && !hidden(family, key)) {
                more = visitor.entry(key, value);
            }
            return more;
        }

        /** The store has no more entries. */
        void end() {
            for (var mine = next; more && mine != null; mine = next) {
                passOn(mine);
            }
        }

        private void passOn(Map.Entry<byte[], Written> mine) {
            advance();
            byte[] value = mine.getValue().value();
            if (value != null) {
                more = visitor.entry(mine.getKey(), value);
            }
        }

        private void advance() {
            next = own.hasNext() ? own.next() : null;
        }
    }
}
