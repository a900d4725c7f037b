package dev.lockstep.core.engine;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.engine.ThreadSnapshots.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Monitors that several simulations of a JVM share: those of class loading, of static methods. A thread that finds one taken by a
 * thread outside of its simulation waits within its step, in real time, so that it takes the path it would take alone. Where that
 * has no end, the sharing is reported. Looked for in each step only while several simulations are open, otherwise when time is about to move on.
 */
final class SharedMonitors {
    private static final Set<Carrier> OPEN =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final long WAIT_NANOS = 10_000_000_000L;
    /** Nobody else runs: only a real thread could be about to leave the monitor. */
    private static final long IDLE_WAIT_NANOS = 500_000_000;

    private final Simulation simulation;
    private final Carrier carrier;

    SharedMonitors(Simulation simulation, Carrier carrier) {
        this.simulation = simulation;
        this.carrier = carrier;
    }

    /** From now on it may hold monitors. */
    static void open(Carrier carrier) {
        OPEN.add(carrier);
    }

    /** All that may hold monitors. */
    static List<Carrier> open() {
        synchronized (OPEN) {
            return new ArrayList<>(OPEN);
        }
    }

    /** Its threads have ceased to exist. */
    static void closed(Carrier carrier) {
        OPEN.remove(carrier);
    }

    /** Whether a thread that has just stopped at a shared monitor may enter it and is to go on in the same step. */
    boolean passes(SimThread thread) {
        if (!VirtualThreads.blocked(thread.thread) || thread.host.crashed() || OPEN.size() < 2) {
            return false;
        }
        long[] mark = carrier.mark();
        boolean passes = enters(thread);
        carrier.reset(mark);
        return passes;
    }

    /**
     * Time is about to move on. A thread that waits for a monitor of a real thread waits for that first, in real time: how long it
     * takes is no matter of virtual time.
     *
     * @return whether one of them may go on now
     */
    boolean admits() {
        boolean any = false;
        for (Thread thread : carrier.monitors().unjudged()) {
            long[] mark = carrier.mark();
            any |= admits(thread);
            carrier.reset(mark);
        }
        return any;
    }

    private boolean admits(Thread thread) {
        Snapshot snapshot = ThreadSnapshots.of(thread);
        Object monitor = snapshot == null ? null : snapshot.waitsFor();
        if (monitor == null || simulation.owns(monitor) || !awaitHandover(thread)) {
            return false;
        }
        VirtualThreads.unblock(thread);
        return true;
    }

    private boolean enters(SimThread thread) {
        Snapshot snapshot = ThreadSnapshots.of(thread.thread);
        Object monitor = snapshot == null ? null : snapshot.waitsFor();
        if (snapshot == null || monitor == null || simulation.owns(monitor)) {
            return false;
        }
        if (!awaitHandover(thread.thread)) {
            report(thread, monitor, snapshot);
            return false;
        }
        VirtualThreads.unblock(thread.thread);
        return taken(thread);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the owner is on another carrier and needs a processor
    private boolean awaitHandover(Thread thread) {
        long start = System.nanoTime();
        while (true) {
            boolean othersRun = othersRun();
            boolean pending = VirtualThreads.handoverPending(thread);
            if (carrier.monitors().takeReport(thread)) {
                return true;
            }
            if (!pending && System.nanoTime() - start > (othersRun ? WAIT_NANOS : IDLE_WAIT_NANOS)) {
                return false;
            }
            Thread.yield();
        }
    }

    private boolean othersRun() {
        return others().stream().anyMatch(Carrier::running);
    }

    private List<Carrier> others() {
        List<Carrier> others = open();
        others.remove(carrier);
        return others;
    }

    /** Takes a thread that has become runnable out of the queue; false if it is held back. */
    private boolean taken(SimThread thread) {
        RunQueue runnable = carrier.runnable();
        for (int i = 0; i < runnable.size(); i++) {
            if (runnable.at(i) == thread) {
                runnable.remove(i);
                return true;
            }
        }
        return false;
    }

    private void report(SimThread thread, Object monitor, Snapshot snapshot) {
        List<Long> seeds =
                others().stream().map(Carrier::seed).distinct().sorted().toList();
        String what = "monitor of class " + monitor.getClass().getName() + " held outside of the simulation of seed "
                + simulation.seed() + ", perhaps by that of seed "
                + String.join(" or ", seeds.stream().map(String::valueOf).toList())
                + "; expected no objects shared between simulations: load the code anew for each, or run them one after"
                + " the other";
        IllegalStateException stack = new IllegalStateException(what);
        stack.setStackTrace(snapshot.stack().toArray(StackTraceElement[]::new));
        thread.host.report(what, MovedThread.facade(thread.thread).getName(), stack);
    }
}
