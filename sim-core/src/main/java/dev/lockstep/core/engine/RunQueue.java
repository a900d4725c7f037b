package dev.lockstep.core.engine;

import dev.lockstep.core.Choices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The runnable threads of a simulation, in the order they became runnable. Not thread-safe. */
final class RunQueue {
    private @Nullable Thread[] threads = new Thread[64];
    private @Nullable Runnable[] continuations = new Runnable[64];
    private int size;

    int size() {
        return size;
    }

    void add(Thread thread, Runnable continuation) {
        if (size == threads.length) {
            threads = Arrays.copyOf(threads, size * 2);
            continuations = Arrays.copyOf(continuations, size * 2);
        }
        threads[size] = thread;
        continuations[size++] = continuation;
    }

    /** The place of the thread to run next: a draw, unless there is only one. */
    int draw(Choices schedule) {
        return size == 1 ? 0 : schedule.below(size);
    }

    @SuppressWarnings("NullAway") // places below size are never null
    Thread thread(int place) {
        return threads[place];
    }

    @SuppressWarnings("NullAway") // places below size are never null
    Runnable continuation(int place) {
        return continuations[place];
    }

    void remove(int place) {
        size--;
        System.arraycopy(threads, place + 1, threads, place, size - place);
        System.arraycopy(continuations, place + 1, continuations, place, size - place);
        threads[size] = null;
        continuations[size] = null;
    }

    /** Removes every thread of a scheduler, giving each to a consumer. */
    void removeAll(HostScheduler scheduler, RunQueue to) {
        for (int i = 0; i < size; ) {
            if (HostScheduler.of(thread(i)) == scheduler) {
                to.add(thread(i), continuation(i));
                remove(i);
            } else {
                i++;
            }
        }
    }
}
