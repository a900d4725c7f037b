package dev.lockstep.core.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Engine events ordered by (virtual time, sequence): a 4-ary heap of entries that know their place, so that cancelling and
 * moving an event take O(log n) and leave nothing behind. Not thread-safe.
 */
public final class EventQueue {
    private static final int ARITY = 4;
    private static final int INITIAL_CAPACITY = 64;

    /** Something that fires at a virtual time. It is in at most one place of one queue. */
    public abstract static class Entry {
        private long due;
        private long sequence;
        private int place = -1;

        /** Called when its time has come. */
        protected abstract void fire();

        /** Whether it is in a queue. */
        protected final boolean queued() {
            return place >= 0;
        }

        /** When it fires, ns; meaningless unless {@link #queued}. */
        protected final long due() {
            return due;
        }

        private boolean before(Entry other) {
            return due != other.due ? due < other.due : sequence < other.sequence;
        }
    }

    private @Nullable Entry[] heap = new Entry[INITIAL_CAPACITY];
    private int size;
    private long sequences;
    private long now;

    /** The time of the last event that fired, or what {@link #advance} set, ns. */
    public long now() {
        return now;
    }

    /** The number of events to come. */
    public int size() {
        return size;
    }

    /** The time of the next event, ns, or {@link Long#MAX_VALUE} if there is none. */
    public long nextDue() {
        return size == 0 ? Long.MAX_VALUE : at(0).due;
    }

    /** Puts an entry in, or moves it if it is in already. A time in the past counts as now. */
    public void schedule(Entry entry, long due) {
        entry.due = Math.max(due, now);
        entry.sequence = sequences++;
        if (entry.place < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            entry.place = size;
            heap[size++] = entry;
            siftUp(entry);
        } else {
            siftUp(entry);
            siftDown(entry);
        }
    }

    /** Takes an entry out; false if it was not in. */
    public boolean remove(Entry entry) {
        int place = entry.place;
        if (place < 0) {
            return false;
        }
        Entry last = at(--size);
        heap[size] = null;
        entry.place = -1;
        if (last != entry) {
            heap[place] = last;
            last.place = place;
            siftUp(last);
            siftDown(last);
        }
        return true;
    }

    /** Fires the next event; there must be one. */
    public void fireNext() {
        Entry first = at(0);
        remove(first);
        now = first.due;
        first.fire();
    }

    /** Moves the clock on to a time that no event precedes. */
    public void advance(long to) {
        now = Math.max(now, to);
    }

    /** Takes all entries out. */
    public void clear() {
        while (size > 0) {
            remove(at(size - 1));
        }
    }

    private void siftUp(Entry entry) {
        int place = entry.place;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            Entry above = at(parent);
            if (!entry.before(above)) {
                break;
            }
            heap[place] = above;
            above.place = place;
            place = parent;
        }
        heap[place] = entry;
        entry.place = place;
    }

    private void siftDown(Entry entry) {
        int place = entry.place;
        for (int first = place * ARITY + 1; first < size; first = place * ARITY + 1) {
            Entry least = leastFrom(first);
            if (!least.before(entry)) {
                break;
            }
            int from = least.place;
            heap[place] = least;
            least.place = place;
            place = from;
        }
        heap[place] = entry;
        entry.place = place;
    }

    private Entry leastFrom(int first) {
        Entry least = at(first);
        int end = Math.min(first + ARITY, size);
        for (int i = first + 1; i < end; i++) {
            Entry other = at(i);
            if (other.before(least)) {
                least = other;
            }
        }
        return least;
    }

    @SuppressWarnings("NullAway") // places below size are never null
    private Entry at(int place) {
        return heap[place];
    }
}
