package dev.lockstep.core;

import dev.lockstep.core.engine.HostScheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated machine with one process: its own threads, clock and random streams. All its threads are virtual threads on the
 * simulation's carrier. Methods are called on the carrier or from another host's thread, unless they say otherwise.
 */
public final class Host {
    /** Told of what happens to a host as a whole; the network uses it. */
    public interface Listener {
        /** The process was stopped as by SIGSTOP: no thread runs, the kernel goes on. */
        default void paused(Host host) {}

        /** The process goes on. */
        default void resumed(Host host) {}

        /** All threads have ceased to exist. */
        default void crashed(Host host) {}
    }

    private final Simulation simulation;
    private final String name;
    private final int index;
    private final List<Listener> listeners = new ArrayList<>();
    private HostScheduler scheduler;
    private int incarnation;

    Host(Simulation simulation, String name, int index) {
        this.simulation = simulation;
        this.name = name;
        this.index = index;
        this.scheduler = new HostScheduler(this, 0);
    }

    /** The host of the calling simulated thread, or null on any other thread. */
    public static @Nullable Host current() {
        HostScheduler scheduler = HostScheduler.current();
        return scheduler == null ? null : scheduler.host();
    }

    /**
     * Whether the calling simulated thread was started by the code under test as a platform thread. It is virtual all the same,
     * but the JDK treats interrupts of the two kinds differently.
     */
    public static boolean onPlatformThread() {
        HostScheduler scheduler = HostScheduler.current();
        return scheduler != null && scheduler.standsForPlatformThread();
    }

    /** Starts a thread on this host; it first runs when the simulation does. An exception it throws is a violation. */
    public Thread start(String threadName, ThrowingRunnable body) {
        return scheduler.start(threadName, () -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new SimulationException("thread " + threadName + " on " + name + " failed: " + e, e);
            }
        });
    }

    /** Stops the process as SIGSTOP does: no thread of it runs until {@link #resume}. */
    public void pause() {
        if (scheduler.pause()) {
            simulation.trace().emit(TraceKind.HOST, this, "paused");
            listeners.forEach(l -> l.paused(this));
        }
    }

    /** Continues a paused process. */
    public void resume() {
        if (scheduler.resume()) {
            simulation.trace().emit(TraceKind.HOST, this, "resumed");
            listeners.forEach(l -> l.resumed(this));
        }
    }

    /**
     * Ends the process at once: no thread runs on, no finally block, no shutdown hook. Afterwards the host is empty and threads
     * may be started on it again, as after a restart.
     */
    public void crash() {
        scheduler.crash();
        incarnation++;
        scheduler = new HostScheduler(this, incarnation);
        simulation.trace().emit(TraceKind.HOST, this, "crashed");
        listeners.forEach(l -> l.crashed(this));
    }

    /** Adds a listener. */
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Whether the process is stopped. */
    public boolean paused() {
        return scheduler.paused();
    }

    /** Threads that have started and not ended. */
    public int liveThreads() {
        return scheduler.liveThreads();
    }

    /** The name, unique in the simulation. */
    public String name() {
        return name;
    }

    /** Position among the hosts of the simulation, from 0, in order of creation. */
    public int index() {
        return index;
    }

    /** How often the host has crashed so far. */
    public int incarnation() {
        return incarnation;
    }

    /** The simulation it belongs to. */
    public Simulation simulation() {
        return simulation;
    }

    HostScheduler scheduler() {
        return scheduler;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A body of a thread that may throw. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        /** Does the work. */
        void run() throws Exception;
    }
}
