package dev.lockstep.bench.peer;

import java.util.Arrays;

/** The limit that engine events are measured against: a 4-ary heap of primitive arrays that removes on cancel. */
public final class BareHeap {
    private long[] due = new long[64];
    private long[] sequence = new long[64];
    private int[] id = new int[64];
    private int[] place;
    private int size;
    private long sequences;

    /** For events with numbers below {@code ids}. */
    public BareHeap(int ids) {
        place = new int[ids];
        Arrays.fill(place, -1);
    }

    /** When the first is due. */
    public long nextDue() {
        return due[0];
    }

    /** Takes the first out; its number. */
    public int pop() {
        int first = id[0];
        remove(first);
        return first;
    }

    /** Puts an event in that is not in. */
    public void add(int newId, long when) {
        if (size == due.length) {
            due = Arrays.copyOf(due, size * 2);
            sequence = Arrays.copyOf(sequence, size * 2);
            id = Arrays.copyOf(id, size * 2);
        }
        up(size++, when, sequences++, newId);
    }

    /** Takes an event out that is in. */
    public void remove(int oldId) {
        int gap = place[oldId];
        place[oldId] = -1;
        size--;
        if (gap < size) {
            long lastDue = due[size];
            long lastSequence = sequence[size];
            int last = id[size];
            down(gap, lastDue, lastSequence, last);
            if (place[last] == gap) {
                up(gap, lastDue, lastSequence, last);
            }
        }
    }

    /** How many are in. */
    public int size() {
        return size;
    }

    /** Whether an event is in. */
    public boolean holds(int anId) {
        return place[anId] >= 0;
    }

    private boolean before(int i, long otherDue, long otherSequence) {
        return due[i] != otherDue ? due[i] < otherDue : sequence[i] < otherSequence;
    }

    private void up(int from, long when, long number, int newId) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >> 2;
            if (before(parent, when, number)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, when, number, newId);
    }

    private void down(int from, long when, long number, int newId) {
        int at = from;
        for (int first = 4 * at + 1; first < size; first = 4 * at + 1) {
            int least = first;
            for (int i = first + 1; i < Math.min(first + 4, size); i++) {
                if (before(i, due[least], sequence[least])) {
                    least = i;
                }
            }
            if (!before(least, when, number)) {
                break;
            }
            move(least, at);
            at = least;
        }
        set(at, when, number, newId);
    }

    private void move(int from, int to) {
        set(to, due[from], sequence[from], id[from]);
    }

    private void set(int at, long when, long number, int newId) {
        due[at] = when;
        sequence[at] = number;
        id[at] = newId;
        place[newId] = at;
    }
}
