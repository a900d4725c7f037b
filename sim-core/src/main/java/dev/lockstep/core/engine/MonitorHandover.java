package dev.lockstep.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Hands contended monitors over in a fixed order. When a monitor is exited, HotSpot marks the next owner and lets the JDK's
 * thread {@code VirtualThread-unblocker} make it runnable, at a moment of its own. Here that thread only reports simulated
 * threads ({@link #report}, the one method for foreign threads); the carrier waits for the reports after each step, sorts them
 * and makes the threads runnable itself. Ordinary virtual threads are left alone.
 */
final class MonitorHandover {
    private static final int SPINS = 200;

    private final List<Thread> waiting = new ArrayList<>();
    /** Those of the waiting whose monitor's owner was looked for. */
    private final List<Thread> judged = new ArrayList<>();

    private final Queue<Thread> reported = new ConcurrentLinkedQueue<>();
    private final List<Thread> batch = new ArrayList<>();
    private final Runnable beforeHandover;

    /** With what is done before threads are made runnable: what has been told before their reports has arrived. */
    MonitorHandover(Runnable beforeHandover) {
        this.beforeHandover = beforeHandover;
    }

    /** The thread goes on: it no longer waits for a monitor. */
    void runs(Thread thread) {
        if (!waiting.isEmpty()) {
            forget(thread);
        }
    }

    /** Those that have begun to wait since the last call. */
    List<Thread> unjudged() {
        List<Thread> fresh = new ArrayList<>(waiting);
        fresh.removeAll(judged);
        judged.addAll(fresh);
        return fresh;
    }

    /** The thread has stopped running; remembers it if it waits for a monitor. */
    void stopped(Thread thread) {
        if (VirtualThreads.awaitsMonitor(thread)) {
            waiting.add(thread);
        }
    }

    /** Called on the JDK's unblocker thread, before it takes the mark off the thread. */
    void report(Thread thread) {
        reported.add(thread);
    }

    /** Takes back the report of a thread that the carrier makes runnable itself; false if there is none. */
    boolean takeReport(Thread thread) {
        return reported.remove(thread);
    }

    /** Makes runnable all threads that were chosen during the step that has just ended. */
    void drain() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Thread thread : waiting) {
            awaitReport(thread);
        }
        Thread next;
        while ((next = reported.poll()) != null) {
            batch.add(next);
        }
        if (!batch.isEmpty()) {
            beforeHandover.run();
            batch.sort(Comparator.comparingLong(Thread::threadId));
            batch.forEach(VirtualThreads::unblock);
            batch.clear();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the unblocker is a real thread and needs a processor
    private static void awaitReport(Thread thread) {
        for (int i = 0; VirtualThreads.handoverPending(thread); i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** The threads that wait to enter a monitor or to be notified. */
    List<Thread> waiting() {
        return waiting;
    }

    /** Whether a thread waits for a monitor. */
    boolean awaited() {
        return !waiting.isEmpty();
    }

    void forget(Thread thread) {
        waiting.remove(thread);
        judged.remove(thread);
    }
}
