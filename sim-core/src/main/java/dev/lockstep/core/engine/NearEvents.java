package dev.lockstep.core.engine;

import dev.lockstep.core.engine.EventQueue.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The events that come next: a 4-ary heap by (time, sequence) with its keys in arrays of their own. Not thread-safe. */
final class NearEvents {
    private @Nullable Entry[] entries = new Entry[64];
    private long[] dues = new long[64];
    private long[] sequences = new long[64];
    private int size;

    int size() {
        return size;
    }

    long firstDue() {
        return dues[0];
    }

    void add(Entry entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
            dues = Arrays.copyOf(dues, size * 2);
            sequences = Arrays.copyOf(sequences, size * 2);
        }
        siftUp(size++, entry, entry.due, entry.sequence);
    }

    /** Gives an entry of the heap another time. */
    void move(Entry entry, long due, long sequence) {
        boolean later = due >= entry.due;
        entry.due = due;
        entry.sequence = sequence;
        if (later) {
            siftDown(entry.place, entry, due, sequence);
        } else {
            siftUp(entry.place, entry, due, sequence);
        }
    }

    Entry pop() {
        Entry first = at(0);
        remove(first);
        return first;
    }

    /** Takes out the entry that costs least, which is not the one that comes last. */
    Entry removeLast() {
        Entry last = at(size - 1);
        remove(last);
        return last;
    }

    void remove(Entry entry) {
        int gap = entry.place;
        entry.place = Entry.NOWHERE;
        Entry last = at(--size);
        entries[size] = null;
        if (last != entry) {
            siftDown(gap, last, last.due, last.sequence);
            if (last.place == gap) {
                siftUp(gap, last, last.due, last.sequence);
            }
        }
    }

    private void siftUp(int from, Entry entry, long due, long sequence) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >> 2;
            if (!before(due, sequence, parent)) {
                break;
            }
            put(place, at(parent), dues[parent], sequences[parent]);
            place = parent;
        }
        put(place, entry, due, sequence);
    }

    private void siftDown(int from, Entry entry, long due, long sequence) {
        int place = from;
        for (int first = (place << 2) + 1; first < size; first = (place << 2) + 1) {
            int least = first;
            int end = Math.min(first + 4, size);
            for (int i = first + 1; i < end; i++) {
                if (before(dues[i], sequences[i], least)) {
                    least = i;
                }
            }
            if (!before(dues[least], sequences[least], due, sequence)) {
                break;
            }
            put(place, at(least), dues[least], sequences[least]);
            place = least;
        }
        put(place, entry, due, sequence);
    }

    private boolean before(long due, long sequence, int other) {
        return before(due, sequence, dues[other], sequences[other]);
    }

    private static boolean before(long due, long sequence, long otherDue, long otherSequence) {
        return due != otherDue ? due < otherDue : sequence < otherSequence;
    }

    private void put(int place, Entry entry, long due, long sequence) {
        entries[place] = entry;
        dues[place] = due;
        sequences[place] = sequence;
        entry.place = place;
    }

    @SuppressWarnings("NullAway") // places below size are never null
    private Entry at(int place) {
        return entries[place];
    }
}
