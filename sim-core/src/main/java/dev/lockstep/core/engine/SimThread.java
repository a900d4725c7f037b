package dev.lockstep.core.engine;

import org.jspecify.annotations.Nullable;

/** A virtual thread of a host and what the engine keeps about it. Confined to the carrier. */
final class SimThread {
    /** The thread. */
    final Thread thread;

    /** Its id, which names its host and incarnation too. */
    final long id;

    /** The host it belongs to. */
    final HostScheduler host;

    /** What resumes it: one object as long as the thread lives. */
    final Runnable continuation;

    /** Whether it is in a {@link RunQueue}: the JDK may submit a thread twice, which must not be two steps. */
    boolean queued;

    /** Decides who runs under PCT: the greatest goes first. 0 until drawn. */
    long priority;

    /** Whether its step ends at a scheduling point, not because it gives way itself. */
    boolean preempted;

    /** How many of its steps ended so. */
    int preemptions;

    /** When it became runnable or stopped running last, ns. */
    long since;

    /** How often it ran. */
    long steps;

    private @Nullable SleepTimer timer;

    SimThread(Thread thread, HostScheduler host, Runnable continuation) {
        this.thread = thread;
        this.id = thread.threadId();
        this.host = host;
        this.continuation = continuation;
    }

    /** What ends its next timed wait: one object as long as the thread waits for one thing at a time, as threads do. */
    SleepTimer sleepTimer(EventQueue events) {
        SleepTimer last = timer;
        if (last == null || last.queued()) {
            timer = last = new SleepTimer(events);
        }
        return last;
    }
}
