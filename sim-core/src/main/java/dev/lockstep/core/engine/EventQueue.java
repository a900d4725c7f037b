package dev.lockstep.core.engine;

/**
 * Engine events ordered by (virtual time, sequence). What comes next lies in a small heap that stays in the processor's caches
 * ({@link NearEvents}); what comes later waits unsorted in time slices ({@link LaterEvents}) and is moved to the heap a slice at
 * a time: a ladder queue (Tang, Goh, Thng 2005) of one rung. Entries know their place, so cancelling and moving take O(1) in a
 * slice and O(log n) in the heap, leave nothing behind and allocate nothing. Not thread-safe.
 */
public final class EventQueue {
    /** From this size on, a heap costs more than slices. */
    private static final int SPLIT_AT = 512;

    /** Something that fires at a virtual time. It is in at most one place of one queue. */
    public abstract static class Entry {
        static final int NOWHERE = -1;

        long due;
        long sequence;
        /** Index in the heap; or {@link #NOWHERE}; or -2 minus the index among the later ones. */
        int place = NOWHERE;

        /** Called when its time has come. */
        protected abstract void fire();

        /** Whether it is in a queue. */
        protected final boolean queued() {
            return place != NOWHERE;
        }

        /** When it fires, ns; meaningless unless {@link #queued}. */
        protected final long due() {
            return due;
        }
    }

    private final NearEvents near = new NearEvents();
    private final LaterEvents later = new LaterEvents();
    private final int leastSplit;
    private int splitAt;
    private int size;
    private long sequences;
    private long now;

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
        return size == 0 ? Long.MAX_VALUE : near.firstDue();
    }

    /** Puts an entry in, or moves it if it is in already. A time in the past counts as now. */
    public void schedule(Entry entry, long due) {
        long when = Math.max(due, now);
        boolean soon = !later.takes(when);
        if (entry.place >= 0 && soon) {
            near.move(entry, when, sequences++);
            return;
        }
        if (entry.place == Entry.NOWHERE) {
            size++;
        } else {
            takeOut(entry);
        }
        entry.due = when;
        entry.sequence = sequences++;
        if (soon) {
            near.add(entry);
            if (near.size() > splitAt) {
                split();
            }
        } else {
            later.add(entry);
        }
        refill();
    }

    /** Takes an entry out; false if it was not in. */
    public boolean remove(Entry entry) {
        if (entry.place == Entry.NOWHERE) {
            return false;
        }
        takeOut(entry);
        size--;
        refill();
        return true;
    }

    /** Fires the next event; there must be one. */
    public void fireNext() {
        Entry first = near.pop();
        size--;
        refill();
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
            near.pop();
            size--;
            refill();
        }
    }

    private void takeOut(Entry entry) {
        if (entry.place >= 0) {
            near.remove(entry);
        } else {
            later.remove(entry);
        }
    }

    /** Spreads all events over slices that fit what is there now. Events of one time cannot be told apart by it. */
    private void split() {
        while (near.size() > 0) {
            later.addFar(near.removeLast());
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
