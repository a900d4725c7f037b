package dev.lockstep.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live threads of a host by id: open addressing over ids that count up, so that a look-up neither allocates nor collides much.
 * Not thread-safe.
 */
final class ThreadTable {
    private @Nullable SimThread[] slots = new SimThread[64];
    private int size;

    int size() {
        return size;
    }

    /** The thread of this id, or null. */
    @Nullable
    SimThread get(long id) {
        int mask = slots.length - 1;
        for (int i = (int) id & mask; ; i = i + 1 & mask) {
            SimThread found = slots[i];
            if (found == null || found.id == id) {
                return found;
            }
        }
    }

    /** Adds a thread that is not in the table. */
    void add(SimThread thread) {
        if (++size > slots.length / 2) {
            grow();
        }
        place(thread);
    }

    /** Removes a thread and closes the gap it leaves. */
    void remove(long id) {
        int mask = slots.length - 1;
        int gap = (int) id & mask;
        for (SimThread at = slots[gap]; at == null || at.id != id; at = slots[gap]) {
            if (at == null) {
                return;
            }
            gap = gap + 1 & mask;
        }
        size--;
        slots[gap] = null;
        for (int i = gap + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            SimThread moved = slots[i];
            slots[i] = null;
            place(moved);
        }
    }

    void clear() {
        slots = new SimThread[64];
        size = 0;
    }

    /** All threads by id, which is the order they were created in. */
    List<SimThread> all() {
        List<SimThread> all = new ArrayList<>(size);
        for (SimThread thread : slots) {
            if (thread != null) {
                all.add(thread);
            }
        }
        all.sort(Comparator.comparingLong(t -> t.id));
        return all;
    }

    private void grow() {
        @Nullable SimThread[] old = slots;
        slots = new SimThread[old.length * 2];
        for (SimThread thread : old) {
            if (thread != null) {
                place(thread);
            }
        }
    }

    private void place(@Nullable SimThread thread) {
        if (thread == null) {
            return;
        }
        int mask = slots.length - 1;
        int i = (int) thread.id & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = thread;
    }
}
