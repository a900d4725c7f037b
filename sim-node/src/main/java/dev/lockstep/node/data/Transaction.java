package dev.lockstep.node.data;

import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.RocksStore.ScanVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes of an EXEC, which become one batch; reads within it see them over the store. Belongs to one thread, which holds the work
 * lock for itself.
 */
public final class Transaction {
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final BatchWriter batch = new BatchWriter();
    private final Map<ColumnFamily, NavigableMap<byte[], Optional<byte[]>>> written = new EnumMap<>(ColumnFamily.class);
    private final List<Changes.DeleteRange> erased = new ArrayList<>();

    /** Nothing changed yet. */
    public Transaction() {}

    void add(Changes changes) {
        changes.addTo(batch);
        for (Changes.Change change : changes.all()) {
            switch (change) {
                case Changes.Note note -> {}
                case Changes.Put put -> of(put.family()).put(put.key(), Optional.of(put.value()));
                case Changes.Delete delete -> of(delete.family()).put(delete.key(), Optional.empty());
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

    /** What was written under {@code key}: a value, an empty removal, or null if nothing was. */
    @Nullable
    Optional<byte[]> get(ColumnFamily family, byte[] key) {
        Optional<byte[]> known = of(family).get(key);
        return known == null && hidden(family, key) ? Optional.empty() : known;
    }

    private boolean hidden(ColumnFamily family, byte[] key) {
        return erased.stream()
                .anyMatch(range -> range.family() == family
                        && ORDER.compare(key, range.from()) >= 0
                        && ORDER.compare(key, range.end()) < 0);
    }

    /** A visitor of a scan of the store that passes on what it would see if all this were written. */
    Merge merge(ColumnFamily family, byte[] from, boolean backwards, ScanVisitor visitor) {
        NavigableMap<byte[], Optional<byte[]>> own = backwards
                ? of(family).headMap(from, true).descendingMap()
                : of(family).tailMap(from, true);
        return new Merge(own, family, backwards ? ORDER.reversed() : ORDER, visitor);
    }

    private NavigableMap<byte[], Optional<byte[]>> of(ColumnFamily family) {
        return written.computeIfAbsent(family, name -> new TreeMap<>(ORDER));
    }

    /** Two sorted sequences as one. */
    final class Merge implements ScanVisitor {
        private final Iterator<Map.Entry<byte[], Optional<byte[]>>> own;
        private final ColumnFamily family;
        private final Comparator<byte[]> order;
        private final ScanVisitor visitor;
        private Map.@Nullable Entry<byte[], Optional<byte[]>> next;
        private boolean more = true;

        private Merge(
                NavigableMap<byte[], Optional<byte[]>> own,
                ColumnFamily family,
                Comparator<byte[]> order,
                ScanVisitor visitor) {
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

        private void passOn(Map.Entry<byte[], Optional<byte[]>> mine) {
            advance();
            Optional<byte[]> value = mine.getValue();
            if (value.isPresent()) {
                more = visitor.entry(mine.getKey(), value.get());
            }
        }

        private void advance() {
            next = own.hasNext() ? own.next() : null;
        }
    }
}
