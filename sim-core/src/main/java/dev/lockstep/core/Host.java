package dev.lockstep.core;

import dev.lockstep.core.engine.HostScheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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

        /** The process has ended by itself or by {@link Host#stop}; for the kernel it makes no difference. */
        default void ended(Host host, int status) {
            crashed(host);
        }
    }

    /** What a shell tells of a process that SIGTERM ended. */
    private static final int SIGTERM_STATUS = 143;

    private final Simulation simulation;
    private final String name;
    private final int index;
    private final List<Listener> listeners = new ArrayList<>();
    private final HostClock clock;
    private final HostDisk disk = new HostDisk(this);
    private final Map<String, String> properties = new LinkedHashMap<>();
    private HostScheduler scheduler;
    private int incarnation;
    private OptionalInt exitStatus = OptionalInt.empty();

    Host(Simulation simulation, String name, int index) {
        this.simulation = simulation;
        this.name = name;
        this.index = index;
        this.clock = new HostClock(this);
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
        HostScheduler gone = empty();
        exitStatus = OptionalInt.empty();
        simulation.trace().emit(TraceKind.HOST, this, "crashed");
        listeners.forEach(l -> l.crashed(this));
        gone.vanish();
    }

    /**
     * Ends the process as SIGTERM does: its shutdown hooks run as threads of the host, and when all have ended, what is left
     * ceases to exist. So the process ends at once only if it has no hooks; a paused one ends after it was resumed.
     */
    public void stop() {
        scheduler.process().end(SIGTERM_STATUS);
    }

    /** The process has ended with a status; for the engine. */
    public void ended(int status) {
        empty();
        exitStatus = OptionalInt.of(status);
        simulation.trace().emit(TraceKind.HOST, this, status, 0, "ended");
        listeners.forEach(l -> l.ended(this, status));
    }

    private HostScheduler empty() {
        HostScheduler gone = scheduler;
        gone.crash();
        incarnation++;
        scheduler = new HostScheduler(this, incarnation);
        return gone;
    }

    /**
     * What the last process ended with: the status given to {@code System.exit} or {@code Runtime.halt}, 143 after {@link #stop};
     * empty if none has ended, or it crashed.
     */
    public OptionalInt exitStatus() {
        return exitStatus;
    }

    /** Gives a system property to the next process that starts on this host, and to those after it. */
    public void property(String key, String value) {
        properties.put(key, value);
    }

    /** The system properties set for this host alone. */
    public Map<String, String> properties() {
        return Collections.unmodifiableMap(properties);
    }

    /**
     * The host's directory for temporary files: a real one, {@code java.io.tmpdir} of its processes, deleted when the simulation
     * is closed. It outlives a crash. Its path differs from run to run and must not decide anything.
     */
    public Path tempDirectory() {
        return simulation.temporary().make(name);
    }

    /** Where {@link #tempDirectory} is or would be; for the engine. */
    public Path tempPath() {
        return simulation.temporary().path(name);
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

    /** How many processes of the host have ended so far, by a crash or otherwise. */
    public int incarnation() {
        return incarnation;
    }

    /** Its clocks, which outlive a crash. */
    public HostClock clock() {
        return clock;
    }

    /** Its disk, which outlives a crash. */
    public HostDisk disk() {
        return disk;
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
