package dev.lockstep.core.boot;

import java.io.IOException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the JDK methods that leave the simulation ask first: on a simulated thread it is reported, and refused where it would block. */
public final class Escapes {
    /** Runs clean-up actions after garbage collections, which are outside of any simulation anyway. */
    private static final String CLEANER = "Cleaner-";

    private Escapes() {}

    /** At the start of what creates a socket of the operating system. */
    public static void socket() throws IOException {
        refuse("real socket, expected the simulated network: put sim-net on the class path and attach its network");
    }

    /** At the start of a select of the operating system. */
    public static void select() throws IOException {
        refuse("real selector, expected the simulated network: put sim-net on the class path and attach its network");
    }

    /** At the start of what creates an asynchronous channel group, whose threads block in the operating system. */
    public static void channelGroup() throws IOException {
        refuse(
                "real asynchronous channels, expected the simulated network: put sim-net on the class path and attach its network");
    }

    /** At the start of what starts a process. */
    public static void process() throws IOException {
        refuse("real process started, expected none: put what it does behind an interface and simulate that");
    }

    /** At the start of a lookup by the operating system's resolver; it goes on. */
    public static void lookup(String host) {
        Backend backend = Hooks.current();
        if (backend != null) {
            backend.escaped("real name lookup of " + host
                    + ", expected a literal address or the simulated network: put sim-net on the class path");
        }
    }

    /** At the start of {@code VirtualThread.start}: a thread that runs elsewhere is reported; it starts. */
    public static void started(Thread virtual) {
        Backend backend = Hooks.current();
        @Nullable Backend other = backend == null ? null : Hooks.backendOf(virtual);
        if (backend != null && (other == null || !backend.sameRun(other))) {
            realThread(backend, virtual);
        }
    }

    /** A simulated thread wakes a real one. That is work handed over if the thread waits for work, not for a lock or a result. */
    static void wakes(Thread real) {
        Backend backend = Hooks.current();
        if (backend == null) {
            return;
        }
        Object blocker = LockSupport.getBlocker(real);
        if (blocker instanceof Condition
                || blocker instanceof ForkJoinPool
                || blocker instanceof SynchronousQueue
                || blocker instanceof LinkedTransferQueue) {
            backend.escaped("work handed to the real thread " + real.getName()
                    + ", expected executors and queues that simulated code itself created during this run");
        }
    }

    static void realThread(Backend backend, Thread thread) {
        if (!thread.getName().startsWith(CLEANER)) {
            backend.escaped("real thread " + thread.getName() + " started from simulated code, expected threads created"
                    + " by simulated code itself; keep services of the JDK that need a thread outside of it");
        }
    }

    private static void refuse(String what) throws IOException {
        Backend backend = Hooks.current();
        if (backend != null) {
            backend.escaped(what);
            throw new IOException(what);
        }
    }
}
