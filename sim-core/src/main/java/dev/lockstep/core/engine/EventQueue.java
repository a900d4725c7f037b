package dev.lockstep.core.engine;

/**
 * Engine events ordered by (virtual time, sequence). What comes next lies in a small heap that stays in the processor's caches
 * ({@link NearEvents}); what comes later waits unsorted in time slices ({@link LaterEvents}) and is moved to the heap a slice at
 * a time: a ladder queue (Tang, Goh, Thng 2005) of one rung. Entries know their slot and slots their place, so cancelling and moving
 * take O(1) in a slice and O(log n) in the heap, leave nothing behind and allocate nothing. Not thread-safe.
 */
public final class EventQueue {
    /** From this size on, a heap costs more than slices. */
    private static final int SPLIT_AT = 512;

    /** Something that fires at a virtual time. It is in at most one place of one queue. */
    public abstract static class Entry {
        /** Its number in the queue it is in, or {@link Slots#NONE}. */
        int slot = Slots.NONE;

        /** Called when its time has come. */
        protected abstract void fire();

        /** Whether it is in a queue. */
        protected final boolean queued() {
            return slot != Slots.NONE;
        }
    }

    private final Slots slots = new Slots();
    private final NearEvents near = new NearEvents(slots);
    private final LaterEvents later = new LaterEvents(slots);
    private final int leastSplit;
    private int splitAt;
    private int size;
    private long sequences;
    private long now;

    /** The slot of the entry that fired last, unless it is in again: most go back in at once, and then keep it. */
    private int fired = Slots.NONE;

    /** An empty queue at time 0. */
    public EventQueue() {
        this(SPLIT_AT);
    }

    /** With the size of the heap from which on events are kept in slices. */
    EventQueue(int splitAt) {
        this.leastSplit = splitAt;
        this.splitAt = splitAt;
    }

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
        settle();
        return size == 0 ? Long.MAX_VALUE : near.firstDue();
    }

    /** Puts an entry in, or moves it if it is in already. A time in the past counts as now. */
    public void schedule(Entry entry, long due) {
        long when = Math.max(due, now);
        long sequence = sequences++;
        boolean soon = !later.takes(when);
        int slot = entry.slot;
        if (slot == Slots.NONE) {
            slot = slotFor(entry);
            size++;
        } else if (slots.places[slot] != Slots.NONE) {
            if (soon) {
                near.move(slot, when, sequence);
                return;
            }
            near.remove(slot);
        } else {
            later.remove(slot);
        }
        if (soon) {
            near.add(slot, when, sequence);
            if (near.size() > splitAt) {
                split();
            }
        } else {
            later.add(slot, when, sequence);
            refill();
        }
    }

    /** Takes an entry out; false if it was not in. */
    public boolean remove(Entry entry) {
        int slot = entry.slot;
        if (slot == Slots.NONE) {
            return false;
        }
        if (slots.places[slot] == Slots.NONE) {
            later.remove(slot);
        } else {
            near.remove(slot);
        }
        entry.slot = Slots.NONE;
        slots.release(slot);
        size--;
        refill();
        return true;
    }

    /** Fires the next event; there must be one. */
    public void fireNext() {
        settle();
        now = near.firstDue();
        fired = near.takeFirst();
        size--;
        Entry entry = slots.at(fired);
        entry.slot = Slots.NONE;
        entry.fire();
    }

    /** Moves the clock on to a time that no event precedes. */
    public void advance(long to) {
        now = Math.max(now, to);
    }

    /** Takes all entries out. */
    public void clear() {
        settle();
        while (size > 0) {
            remove(slots.at(near.last()));
        }
    }

    private int slotFor(Entry entry) {
        int slot = fired;
        if (slot == Slots.NONE || slots.at(slot) != entry) {
            return slots.take(entry);
        }
        fired = Slots.NONE;
        entry.slot = slot;
        return slot;
    }

    /** Ends what {@link #fireNext} began: whoever fired may have thrown, so it is done before the next look at the first. */
    private void settle() {
        if (fired != Slots.NONE) {
            slots.release(fired);
            fired = Slots.NONE;
        }
        if (near.hollow()) {
            near.close();
            refill();
        }
    }

    /** Spreads all events over slices that fit what is there now. Events of one time cannot be told apart by it. */
    private void split() {
        while (near.size() > 0) {
            int slot = near.last();
            later.addFar(slot, near.due(slot), near.sequence(slot));
            near.remove(slot);
        }
        later.gather();
        refill();
        splitAt = Math.max(leastSplit, 2 * near.size());
    }

    /** Sees to it that the next event is in the heap. */
    private void refill() {
        if (near.size() == 0) {
            later.next(near, leastSplit);
        }
    }
}
