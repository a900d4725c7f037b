package dev.lockstep.core.engine;

import java.util.Arrays;

/**
 * The events that come next: a 4-ary heap by (time, sequence) in primitive arrays. The first one may be hollow: it has been taken,
 * and the next that is added is likely to take its place, which costs one descent where removing and adding cost two. Places past
 * the end hold the greatest key, so that a descent looks at four children without asking how many there are. Not thread-safe.
 */
final class NearEvents {
    private static final int CHILDREN = 4;

    private final Slots table;
    private long[] dues = new long[64];
    private long[] sequences = new long[64];
    private int[] slots = new int[64];
    private int size;
    private boolean hollow;

    NearEvents(Slots table) {
        this.table = table;
        Arrays.fill(dues, Long.MAX_VALUE);
        Arrays.fill(sequences, Long.MAX_VALUE);
    }

    /** With a hollow one. */
    int size() {
        return size;
    }

    /** Whether the first has been taken and not been replaced. */
    boolean hollow() {
        return hollow;
    }

    long firstDue() {
        return dues[0];
    }

    /** Takes the first and leaves it hollow. */
    int takeFirst() {
        hollow = true;
        int slot = slots[0];
        table.places[slot] = Slots.NONE;
        return slot;
    }

    /** Closes the hollow place. */
    void close() {
        hollow = false;
        removeAt(0);
    }

    void add(int slot, long due, long sequence) {
        if (hollow) {
            hollow = false;
            siftDown(0, slot, due, sequence);
        } else {
            if (size + CHILDREN > dues.length) {
                grow();
            }
            siftUp(size++, slot, due, sequence);
        }
    }

    /** Gives an event of the heap another time. */
    void move(int slot, long due, long sequence) {
        int place = table.places[slot];
        if (due >= dues[place]) {
            siftDown(place, slot, due, sequence);
        } else {
            siftUp(place, slot, due, sequence);
        }
    }

    void remove(int slot) {
        int place = table.places[slot];
        table.places[slot] = Slots.NONE;
        removeAt(place);
    }

    /** The event that costs least to remove, which is not the one that comes last. */
    int last() {
        return slots[size - 1];
    }

    long due(int slot) {
        return dues[table.places[slot]];
    }

    long sequence(int slot) {
        return sequences[table.places[slot]];
    }

    private void removeAt(int gap) {
        int end = --size;
        long due = dues[end];
        long sequence = sequences[end];
        dues[end] = Long.MAX_VALUE;
        sequences[end] = Long.MAX_VALUE;
        if (gap == end) {
            return;
        }
        if (gap > 0 && before(due, sequence, (gap - 1) >> 2)) {
            siftUp(gap, slots[end], due, sequence);
        } else {
            siftDown(gap, slots[end], due, sequence);
        }
    }

    private void siftUp(int from, int slot, long due, long sequence) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >> 2;
            if (!before(due, sequence, parent)) {
                break;
            }
            put(place, slots[parent], dues[parent], sequences[parent]);
            place = parent;
        }
        put(place, slot, due, sequence);
    }

    private void siftDown(int from, int slot, long due, long sequence) {
        int place = from;
        for (int first = (place << 2) + 1; first < size; first = (place << 2) + 1) {
            int left = first + after(first, first + 1);
            int right = first + 2 + after(first + 2, first + 3);
            int least = left + (right - left) * after(left, right);
            if (!(dues[least] != due ? dues[least] < due : sequences[least] < sequence)) {
                break;
            }
            put(place, slots[least], dues[least], sequences[least]);
            place = least;
        }
        put(place, slot, due, sequence);
    }

    /** 1 if the one comes after the other, else 0; without a branch, since none could be foretold. Times are not negative. */
    private int after(int one, int other) {
        long difference = dues[other] - dues[one];
        return (int) ((difference != 0 ? difference : sequences[other] - sequences[one]) >>> 63);
    }

    private boolean before(long due, long sequence, int other) {
        return due != dues[other] ? due < dues[other] : sequence < sequences[other];
    }

    private void put(int place, int slot, long due, long sequence) {
        slots[place] = slot;
        dues[place] = due;
        sequences[place] = sequence;
        table.places[slot] = place;
    }

    private void grow() {
        int old = dues.length;
        slots = Arrays.copyOf(slots, old * 2);
        dues = Arrays.copyOf(dues, old * 2);
        sequences = Arrays.copyOf(sequences, old * 2);
        Arrays.fill(dues, old, old * 2, Long.MAX_VALUE);
        Arrays.fill(sequences, old, old * 2, Long.MAX_VALUE);
    }
}
