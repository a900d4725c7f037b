package dev.lockstep.core.engine;

import dev.lockstep.core.engine.EventQueue.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the entries of a queue, so that its structures move ints about, not references, whose every store costs a
 * barrier of the collector. An entry is written here when it comes in and when it leaves, and nowhere else. Not thread-safe.
 */
final class Slots {
    /** No slot, no place. */
    static final int NONE = -1;

    /** Where the entry of a slot is: its index in {@link NearEvents}, or NONE; of an unused slot the next unused one. */
    int[] places = new int[64];

    private @Nullable Entry[] entries = new Entry[64];
    private int unused = NONE;
    private int used;

    /** Gives an entry a slot. */
    int take(Entry entry) {
        int slot = unused;
        if (slot == NONE) {
            slot = used++;
            if (slot == entries.length) {
                entries = Arrays.copyOf(entries, slot * 2);
                places = Arrays.copyOf(places, slot * 2);
            }
        } else {
            unused = places[slot];
        }
        entries[slot] = entry;
        places[slot] = NONE;
        entry.slot = slot;
        return slot;
    }

    /** Makes a slot free for others. */
    void release(int slot) {
        entries[slot] = null;
        places[slot] = unused;
        unused = slot;
    }

    @SuppressWarnings("NullAway") // slots in use are never null
    Entry at(int slot) {
        return entries[slot];
    }

    /** Fetches an entry into the caches while there is other work to do: it fires soon. */
    void warm(int slot) {
        at(slot).slot = slot;
    }
}
