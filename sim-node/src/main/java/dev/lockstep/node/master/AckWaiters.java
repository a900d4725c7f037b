package dev.lockstep.node.master;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;

/** Clients that wait until enough replicas have a sequence (WAIT). Any thread. */
public final class AckWaiters {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiters = new ArrayList<>();

    /** Nobody waits. */
    public AckWaiters() {}

    private record Waiter(long sequence, int replicas, IntConsumer answer) {}

    /** {@code answer} is told how many replicas have {@code sequence} once there are {@code replicas}, on the thread of a feed. */
    public void add(long sequence, int replicas, IntConsumer answer) {
        lock.lock();
        try {
            waiters.add(new Waiter(sequence, replicas, answer));
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for this answer any more. */
    public void remove(IntConsumer answer) {
        lock.lock();
        try {
            waiters.removeIf(waiter -> waiter.answer == answer);
        } finally {
            lock.unlock();
        }
    }

    /** A replica has acknowledged something; {@code having} tells how many replicas have a sequence. */
    void acknowledged(LongFunction<Integer> having) {
        lock.lock();
        try {
            waiters.removeIf(waiter -> {
                int count = having.apply(waiter.sequence);
                boolean enough = count >= waiter.replicas;
                if (enough) {
                    waiter.answer.accept(count);
                }
                return enough;
            });
        } finally {
            lock.unlock();
        }
    }
}
