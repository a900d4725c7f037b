package dev.lockstep.core.engine;

import java.util.Arrays;

/**
 * The events beyond the heap, unsorted: one linked list for each of many equal slices of time, and one for what lies behind the
 * last. The width of a slice is taken from the events that are there when the last slice has been used up. Links are an array of
 * their own, as small as can be: walking the lists is what waits for memory. Not thread-safe.
 */
final class LaterEvents {
    private static final int SAMPLES = 63;
    private static final int EVENTS_A_SLICE = 8;
    private static final int FEWEST_SLICES = 64;
    private static final int MOST_SLICES = 1 << 16;
    private static final int NONE = Slots.NONE;

    /** The list of what lies behind; slice i is list i + 1. */
    private static final int BEHIND = 0;

    private final Slots table;

    /** The first event of each list. */
    private int[] heads = new int[FEWEST_SLICES + 1];

    /** By slot: the next event of the list. */
    private int[] after = new int[64];

    /** By slot: the event before it in the list, or the complement of the list if it is the first. */
    private int[] before = new int[64];

    /** By slot: its time. */
    private long[] dues = new long[64];

    /** By slot: its sequence. */
    private long[] sequences = new long[64];

    private final long[] samples = new long[SAMPLES];
    private int slices = FEWEST_SLICES;
    private long start = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private int shift;

    /** The next slice to be moved to the heap. */
    private int next = FEWEST_SLICES;

    private int size;
    private int behind;

    LaterEvents(Slots table) {
        this.table = table;
        Arrays.fill(heads, NONE);
    }

    /** Whether an event of this time belongs here; those before the next slice go to the heap, and all do if nothing is here. */
    boolean takes(long due) {
        if (size == 0) {
            return false;
        }
        long from = start + ((long) next << shift);
        return due >= (next >= slices || from < start ? end : from);
    }

    /** Adds an event that {@link #takes} is true of. */
    void add(int slot, long due, long sequence) {
        write(slot, due, sequence);
        sortIn(slot, due);
    }

    /** Adds an event of any time, to be sorted in by {@link #gather} before anything else is done. */
    void addFar(int slot, long due, long sequence) {
        write(slot, due, sequence);
        link(slot, BEHIND);
        behind++;
    }

    void remove(int slot) {
        behind -= dues[slot] >= end ? 1 : 0;
        unlink(slot);
        size--;
    }

    /** Moves the next slice that holds any to the heap; all, if few are left. */
    void next(NearEvents near, int few) {
        while (size > 0 && near.size() == 0) {
            if (size == behind) {
                if (behind <= few / 2) {
                    moveAll(BEHIND, near);
                    behind = 0;
                    return;
                }
                gather();
            }
            while (next < slices && heads[next + 1] == NONE) {
                next++;
            }
            if (next < slices) {
                moveAll(++next, near);
            } else {
                moveAll(BEHIND, near); // all at the end of time
                behind = 0;
            }
        }
    }

    /** Lays the slices anew over all events. */
    void gather() {
        for (int list = next + 1; list <= slices; list++) {
            for (int slot = heads[list]; slot != NONE; slot = heads[list]) {
                unlink(slot);
                link(slot, BEHIND);
            }
        }
        measure();
        behind = 0;
        int all = heads[BEHIND];
        heads[BEHIND] = NONE;
        while (all != NONE) {
            int rest = after[all];
            sortIn(all, dues[all]);
            all = rest;
        }
    }

    /** Chooses start, number and width of the slices so that half of the events fill half of the slices. */
    private void measure() {
        long least = Long.MAX_VALUE;
        int stride = Math.max(1, size / SAMPLES);
        int seen = 0;
        int taken = 0;
        for (int slot = heads[BEHIND]; slot != NONE; slot = after[slot]) {
            least = Math.min(least, dues[slot]);
            if (seen++ % stride == 0 && taken < SAMPLES) {
                samples[taken++] = dues[slot];
            }
        }
        Arrays.sort(samples, 0, taken);
        resize(Math.clamp(Integer.highestOneBit(Math.max(1, size / EVENTS_A_SLICE)) << 1, FEWEST_SLICES, MOST_SLICES));
        long width = (samples[taken / 2] - least) / (slices / 2) + 1;
        int most = 62 - Integer.numberOfTrailingZeros(slices); // so that all slices together fit a long
        shift = Math.min(64 - Long.numberOfLeadingZeros(width - 1), most);
        start = least;
        next = 0;
        long span = (long) slices << shift;
        end = start + span < start ? Long.MAX_VALUE : start + span;
    }

    /** Changes the number of slices while all of them are empty. */
    private void resize(int wanted) {
        if (wanted >= heads.length) {
            int old = heads.length;
            heads = Arrays.copyOf(heads, wanted + 1);
            Arrays.fill(heads, old, heads.length, NONE);
        }
        slices = wanted;
    }

    private void sortIn(int slot, long due) {
        if (due < end) {
            link(slot, 1 + (int) ((due - start) >> shift));
        } else {
            link(slot, BEHIND);
            behind++;
        }
    }

    private void moveAll(int list, NearEvents near) {
        int slot = heads[list];
        heads[list] = NONE;
        while (slot != NONE) {
            int following = after[slot];
            table.warm(slot);
            near.add(slot, dues[slot], sequences[slot]);
            size--;
            slot = following;
        }
    }

    private void write(int slot, long due, long sequence) {
        if (slot >= after.length) {
            grow(Math.max(2 * after.length, Integer.highestOneBit(slot) << 1));
        }
        dues[slot] = due;
        sequences[slot] = sequence;
        size++;
    }

    private void grow(int length) {
        after = Arrays.copyOf(after, length);
        before = Arrays.copyOf(before, length);
        dues = Arrays.copyOf(dues, length);
        sequences = Arrays.copyOf(sequences, length);
    }

    private void link(int slot, int list) {
        int head = heads[list];
        after[slot] = head;
        before[slot] = ~list;
        if (head != NONE) {
            before[head] = slot;
        }
        heads[list] = slot;
    }

    private void unlink(int slot) {
        int following = after[slot];
        int previous = before[slot];
        if (previous < 0) {
            heads[~previous] = following;
        } else {
            after[previous] = following;
        }
        if (following != NONE) {
            before[following] = previous;
        }
    }
}
