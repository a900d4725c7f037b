package dev.lockstep.core.engine;

import dev.lockstep.core.Host;
import dev.lockstep.core.SimulationException;
import dev.lockstep.core.TraceKind;
import dev.lockstep.core.Violation;
import dev.lockstep.core.boot.Hooks;
import dev.lockstep.core.boot.ThreadIds;
import dev.lockstep.core.engine.ThreadSnapshots.Snapshot;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of the virtual threads of one incarnation of a host, and what redirected JDK calls of those threads reach. Being
 * the {@code scheduler} of its threads, it is found from any of them without a map.
 */
public final class HostScheduler extends HostAnswers implements Executor {
    /** Thread ids of a host: index and incarnation above, a counter below, so that they never depend on the JVM's past. */
    private static final long ID_BASE = ThreadIds.FIRST;

    private static final int HOST_SHIFT = 36;
    private static final int INCARNATION_SHIFT = 24;

    static final ThreadLocal<@Nullable HostScheduler> STARTING = new ThreadLocal<>();

    private final long idBase;
    private final ThreadTable live = new ThreadTable();
    private final RunQueue held = new RunQueue();
    private final UncaughtExceptions uncaught = new UncaughtExceptions(this);
    private final ProcessState process;
    private long threads;
    private boolean paused;
    private boolean crashed;

    /** A scheduler without threads. */
    public HostScheduler(Host host, int incarnation) {
        super(host, incarnation);
        this.idBase = simulation.carrier().idSlot()
                | ID_BASE
                | (long) host.index() << HOST_SHIFT
                | (long) incarnation << INCARNATION_SHIFT;
        this.process = new ProcessState(this);
    }

    static {
        Hooks.install(new HookFinder());
    }

    /**
     * Checks that the agent is there and the JDK is one whose private parts are known.
     *
     * @throws SimulationException naming what is missing
     */
    public static void checkReady() {
        SelfTest.run();
    }

    /** The scheduler of the calling simulated thread, or null. */
    public static @Nullable HostScheduler current() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual() ? of(thread) : null;
    }

    /** The scheduler of a simulated thread, or null for any other thread. */
    static @Nullable HostScheduler of(Thread thread) {
        return VirtualThreads.is(thread) && VirtualThreads.scheduler(thread) instanceof HostScheduler own ? own : null;
    }

    /** The platform thread that simulated code runs on, as far as the engine can tell who calls. */
    static Thread carrierOrSelf() {
        HostScheduler own = current();
        Thread carrier = own == null ? null : own.simulation.carrier().thread();
        return carrier == null ? Thread.currentThread() : carrier;
    }

    /** Creates and starts a thread of this host. May be called on the carrier or on any simulated thread. */
    public Thread start(String name, Runnable body) {
        Thread thread = unstarted(name, body);
        thread.setUncaughtExceptionHandler((t, e) -> report("uncaught " + e, t.getName(), e));
        thread.start();
        return thread;
    }

    Thread unstarted(String name, Runnable body) {
        HostScheduler before = STARTING.get();
        STARTING.set(this);
        try {
            return VirtualThreads.create(this, name, body);
        } finally {
            if (before == null) {
                STARTING.remove();
            } else {
                STARTING.set(before);
            }
        }
    }

    /** Whether the calling thread runs what was started as a platform thread. */
    public boolean standsForPlatformThread() {
        return MovedThread.isRunner(Thread.currentThread());
    }

    /** Holds back all threads; false if they already are. */
    public boolean pause() {
        if (paused) {
            return false;
        }
        paused = true;
        simulation.carrier().runnable().moveAll(this, held);
        return true;
    }

    /** Lets held threads go on; false if none is held. */
    public boolean resume() {
        if (!paused) {
            return false;
        }
        paused = false;
        held.moveAll(this, simulation.carrier().runnable());
        return true;
    }

    /** Makes all threads cease to exist: they are never resumed and nothing refers to them. */
    public void crash() {
        crashed = true;
        simulation.carrier().runnable().moveAll(this, new RunQueue());
        held.moveAll(this, new RunQueue());
        live.all().forEach(t -> {
            simulation.carrier().monitors().forget(t.thread);
            VirtualThreads.forget(t.thread);
        });
        live.clear();
    }

    void ended(SimThread thread) {
        live.remove(thread.id);
        process.ended(thread.id);
    }

    /** The threads that have started and not ended, by id. */
    List<SimThread> threads() {
        return live.all();
    }

    /** The stack of a live thread, innermost frame first; empty if there is none of this id or it has not run yet. */
    public List<StackTraceElement> stack(long id) {
        SimThread known = live.get(id);
        Snapshot snapshot = known == null ? null : ThreadSnapshots.of(known.thread);
        return snapshot == null ? List.of() : snapshot.stack();
    }

    /** Whether a live thread owns a monitor. */
    public boolean owns(Object monitor) {
        return live.all().stream()
                .map(t -> ThreadSnapshots.of(t.thread))
                .anyMatch(s -> s != null && s.owned().stream().anyMatch(o -> o == monitor));
    }

    /** The host. */
    public Host host() {
        return host;
    }

    /** Whether threads are held back. */
    public boolean paused() {
        return paused;
    }

    /** Threads that have started and not ended. */
    public int liveThreads() {
        return live.size();
    }

    void report(String what, String threadName, Throwable stack) {
        if (!crashed) {
            simulation.violation(new Violation(simulation.nanoTime(), host.name(), threadName, what, stack));
        }
    }

    @Override
    public void execute(Runnable continuation) {
        throw new SimulationException(
                "a virtual thread was submitted past the hook, expected VirtualThread.submitRunContinuation"
                        + " to be rewritten");
    }

    @Override
    public void submit(Thread thread, Runnable continuation) {
        if (crashed) {
            reportWakeUpOf(thread, current());
            return;
        }
        if (!simulation.carrier().mayTouch()) {
            simulation.carrier().foreign(new ForeignWakeUp(this, thread, continuation));
            return;
        }
        runnable(thread, continuation);
    }

    /** Threads of an earlier simulation reach a later one through static fields alone; it would wait for them for ever. */
    private void reportWakeUpOf(Thread thread, @Nullable HostScheduler caller) {
        if (caller != null && caller.simulation != simulation) {
            caller.escaped("wake-up of thread " + MovedThread.facade(thread).getName()
                    + " of an earlier simulation, expected no threads kept in static fields from run to run;"
                    + " load the code anew for each run");
        }
    }

    void runnable(Thread thread, Runnable continuation) {
        SimThread known = live.get(thread.threadId());
        if (known == null) {
            known = new SimThread(thread, this, continuation);
            live.add(known);
            simulation.trace().emit(TraceKind.THREAD, host, known.id, 1);
        }
        known.since = simulation.nanoTime();
        (paused ? held : simulation.carrier().runnable()).add(known);
    }

    @Override
    public Future<?> schedule(Runnable expired, long delay, TimeUnit unit) {
        EventQueue events = simulation.carrier().events();
        SimThread waiting = simulation.carrier().stepping();
        SleepTimer timer = waiting == null ? new SleepTimer(events) : waiting.sleepTimer(events);
        long due = events.now() + host.clock().trueDelay(Math.max(0, unit.toNanos(delay)));
        if (!crashed) {
            timer.arm(due < 0 ? Long.MAX_VALUE : due, expired);
            simulation.trace().timer(due);
        }
        return timer;
    }

    @Override
    public void handover(Thread thread) {
        simulation.carrier().monitors().report(thread);
    }

    @Override
    public void pinned(Thread thread) {
        String what =
                "park while pinned, expected no native frame or class initialiser on the stack of a thread that waits";
        IllegalStateException error = new IllegalStateException(what);
        report(what, thread.getName(), error);
        throw error;
    }

    @Override
    public long nextThreadId() {
        return idBase + ++threads;
    }

    @Override
    public void startFacade(Thread facade) {
        MovedThread.start(this, facade);
    }

    @Override
    public Thread[] platformThreads() {
        return live.all().stream()
                .map(t -> t.thread)
                .filter(MovedThread::isRunner)
                .map(MovedThread::facade)
                .toArray(Thread[]::new);
    }

    @Override
    public boolean uncaught(Thread thread, Throwable error) {
        return uncaught.onVirtual(thread, error);
    }

    UncaughtExceptions uncaught() {
        return uncaught;
    }

    @Override
    public void defaultHandler(@Nullable UncaughtExceptionHandler handler) {
        uncaught.handler = handler;
    }

    @Override
    public @Nullable UncaughtExceptionHandler defaultHandler() {
        return uncaught.handler;
    }

    @Override
    public void escaped(String what) {
        report(what, MovedThread.facade(Thread.currentThread()).getName(), new IllegalStateException(what));
    }

    @Override
    public ProcessState process() {
        return process;
    }

    /** Whether its threads have ceased to exist. */
    boolean crashed() {
        return crashed;
    }

    /** Never returns on a thread of this scheduler, which has ended its own process; does nothing on any other thread. */
    public void vanish() {
        if (current() == this) {
            while (true) {
                LockSupport.park(this);
                boolean _ = Thread.interrupted(); // an interrupted thread would not park again
            }
        }
    }
}
