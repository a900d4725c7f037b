package dev.lockstep.core.engine;

import dev.lockstep.core.engine.EventQueue.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events beyond the heap, unsorted: linked lists over equal slices of time, and one list of what lies behind the last slice.
 * The width of a slice is taken from the events that are there when the last slice has been used up. Not thread-safe.
 */
final class LaterEvents {
    private static final int SAMPLES = 63;
    private static final int EVENTS_A_SLICE = 8;
    private static final int FEWEST_SLICES = 64;
    private static final int MOST_SLICES = 1 << 16;

    /** The lists, that of what lies behind at the end. */
    private @Nullable Entry[] heads = new Entry[FEWEST_SLICES + 1];

    private final long[] samples = new long[SAMPLES];
    private int slices = FEWEST_SLICES;
    private long start = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private int shift;

    /** The next slice to be moved to the heap. */
    private int next = FEWEST_SLICES;

    private int size;
    private int far;

    /** Whether an event of this time belongs here; those before the next slice go to the heap, and all do if nothing is here. */
    boolean takes(long due) {
        if (size == 0) {
            return false;
        }
        long from = start + ((long) next << shift);
        return due >= (next >= slices || from < start ? end : from);
    }

    /** Adds an event that {@link #takes} is true of. */
    void add(Entry entry) {
        link(entry, entry.due < end ? (int) ((entry.due - start) >> shift) : slices);
    }

    /** Adds an event behind all slices, to be sorted in by {@link #gather} before anything else is done. */
    void addFar(Entry entry) {
        link(entry, slices);
    }

    void remove(Entry entry) {
        int list = -2 - entry.place;
        Entry before = entry.before;
        Entry after = entry.after;
        if (before == null) {
            heads[list] = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        entry.before = null;
        entry.after = null;
        entry.place = Entry.NOWHERE;
        size--;
        far -= list == slices ? 1 : 0;
    }

    /** Moves the next slice that holds any to the heap; all, if few are left. */
    void next(NearEvents near, int few) {
        while (size > 0 && near.size() == 0) {
            if (size == far) {
                if (far <= few / 2) {
                    moveAll(slices, near);
                    return;
                }
                gather();
            }
            while (heads[next] == null) {
                next++;
            }
            moveAll(next++, near);
        }
    }

    /** Lays the slices anew over all events. */
    void gather() {
        for (int i = next; i < slices; i++) {
            for (Entry entry = heads[i]; entry != null; entry = heads[i]) {
                remove(entry);
                link(entry, slices);
            }
        }
        Entry all = heads[slices];
        measure();
        for (Entry entry = all; entry != null; ) {
            Entry after = entry.after;
            if (entry.due < end) {
                remove(entry);
                add(entry);
            }
            entry = after;
        }
    }

    /** Chooses start, number and width of the slices so that half of the events fill half of the slices. */
    private void measure() {
        long least = Long.MAX_VALUE;
        int stride = Math.max(1, far / SAMPLES);
        int seen = 0;
        int taken = 0;
        for (Entry entry = heads[slices]; entry != null; entry = entry.after) {
            least = Math.min(least, entry.due);
            if (seen++ % stride == 0 && taken < SAMPLES) {
                samples[taken++] = entry.due;
            }
        }
        Arrays.sort(samples, 0, taken);
        int wanted = Integer.highestOneBit(Math.max(1, far / EVENTS_A_SLICE)) << 1;
        resize(Math.clamp(wanted, FEWEST_SLICES, MOST_SLICES));
        long width = (samples[taken / 2] - least) / (slices / 2) + 1;
        int most = 62 - Integer.numberOfTrailingZeros(slices); // so that all slices together fit a long
        shift = Math.min(64 - Long.numberOfLeadingZeros(width - 1), most);
        start = least;
        next = 0;
        long span = (long) slices << shift;
        end = start + span < start ? Long.MAX_VALUE : start + span;
    }

    /** Changes the number of slices while only the last list holds any. */
    private void resize(int wanted) {
        Entry all = heads[slices];
        heads[slices] = null;
        if (wanted >= heads.length) {
            heads = new Entry[wanted + 1];
        }
        slices = wanted;
        heads[slices] = all;
        for (Entry entry = all; entry != null; entry = entry.after) {
            entry.place = -2 - slices;
        }
    }

    private void moveAll(int list, NearEvents near) {
        for (Entry entry = heads[list]; entry != null; entry = heads[list]) {
            remove(entry);
            near.add(entry);
        }
    }

    private void link(Entry entry, int list) {
        Entry head = heads[list];
        entry.after = head;
        if (head != null) {
            head.before = entry;
        }
        heads[list] = entry;
        entry.place = -2 - list;
        size++;
        far += list == slices ? 1 : 0;
    }
}
