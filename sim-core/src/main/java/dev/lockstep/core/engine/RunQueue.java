package dev.lockstep.core.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The runnable threads of a simulation, in the order they became runnable. Not thread-safe. */
final class RunQueue {
    private @Nullable SimThread[] threads = new SimThread[64];
    private int size;

    int size() {
        return size;
    }

    /** Adds a thread at the end, unless it waits to run already. */
    void add(SimThread thread) {
        if (thread.queued) {
            return;
        }
        if (size == threads.length) {
            threads = Arrays.copyOf(threads, size * 2);
        }
        thread.queued = true;
        threads[size++] = thread;
    }

    @SuppressWarnings("NullAway") // places below size are never null
    SimThread at(int place) {
        return threads[place];
    }

    SimThread remove(int place) {
        SimThread removed = at(place);
        removed.queued = false;
        size--;
        System.arraycopy(threads, place + 1, threads, place, size - place);
        threads[size] = null;
        return removed;
    }

    /** Moves every thread of a scheduler to another queue, in order. */
    void moveAll(HostScheduler scheduler, RunQueue to) {
        int kept = 0;
        int before = size;
        for (int i = 0; i < before; i++) {
            SimThread thread = at(i);
            if (thread.host == scheduler) {
                thread.queued = false;
                to.add(thread);
            } else {
                threads[kept++] = thread;
            }
        }
        Arrays.fill(threads, kept, before, null);
        size = kept;
    }
}
