package dev.lockstep.core.engine;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationException;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.StuckStep;
import dev.lockstep.core.TraceKind;
import dev.lockstep.core.boot.ThreadIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a simulation. Runnable threads run first, in an order the stream {@code schedule} decides; when none is left, the
 * clock moves to the next engine event. Runs on one of the {@link CarrierThreads}.
 */
public final class Carrier {
    private static final ThreadLocal<@Nullable Carrier> CURRENT = new ThreadLocal<>();

    private static final int MOST_PREEMPTIONS = 1_000;
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final Simulation simulation;
    private final EventQueue events;
    private final Picker picker;
    private final RunQueue runnable = new RunQueue();
    private final OutsideCalls outside = new OutsideCalls();
    private final MonitorHandover monitors = new MonitorHandover(outside::acceptForeign);
    private final StepBudget budget;
    private final SharedMonitors sharedMonitors;
    private final long idSlot = ThreadIds.slot(CREATED.getAndIncrement() & Integer.MAX_VALUE);
    private volatile @Nullable Thread thread;

    private volatile boolean givenUp;

    /** What {@link #run} waits for. */
    private volatile CompletableFuture<Boolean> result = new CompletableFuture<>();

    /** The thread inside its step, or null; read by the watchdog, which then makes sure the step is the same. */
    private @Nullable SimThread running;

    private long draws;

    /** A loop over the events of a simulation. */
    public Carrier(Simulation simulation, EventQueue events, Choices schedule) {
        this.simulation = simulation;
        this.events = events;
        this.picker = picker(simulation.options(), schedule);
        this.sharedMonitors = new SharedMonitors(simulation, this);
        this.budget = new StepBudget(simulation.options());
    }

    private static Picker picker(SimulationOptions options, Choices schedule) {
        return switch (options.scheduling()) {
            case FIFO -> Picker.FIFO;
            case RANDOM -> Picker.random(schedule);
            case PCT -> new PctPicker(schedule, options.pctDepth(), options.pctSteps());
        };
    }

    /** The simulation whose loop runs on the calling thread, or null. */
    public static @Nullable Simulation currentSimulation() {
        Carrier carrier = CURRENT.get();
        return carrier == null ? null : carrier.simulation;
    }

    /**
     * Runs until a condition holds or virtual time reaches {@code until} (ns) with nothing left to run before it.
     *
     * @return whether the condition holds
     * @throws SimulationException when the step budget is used up, or the calling thread is interrupted
     */
    public boolean run(long until, BooleanSupplier condition) {
        if (Simulation.current() != null) {
            throw new SimulationException("run was called inside a running simulation, expected a thread outside");
        }
        if (thread != null) {
            throw new SimulationException(
                    "run was called while another thread runs the simulation, expected one at a time");
        }
        outside.begin();
        CompletableFuture<Boolean> running = new CompletableFuture<>();
        result = running;
        return CarrierThreads.call(() -> runHere(until, condition), running, outside::interrupt);
    }

    private boolean runHere(long until, BooleanSupplier condition) {
        CarrierState state = new CarrierState(simulation.seed());
        thread = Thread.currentThread();
        CURRENT.set(this);
        int limit = simulation.options().stepWallMillis();
        if (limit > 0) {
            Watchdog.watch(this, limit);
        }
        try {
            return loop(until, condition, state);
        } finally {
            if (limit > 0) {
                Watchdog.unwatch(this);
            }
            CURRENT.remove();
            thread = null;
        }
    }

    private boolean loop(long until, BooleanSupplier condition, CarrierState state) {
        outside.answer(seed(), events.now());
        monitors.drain(); // whom the caller has notified between two runs
        while (!condition.getAsBoolean()) {
            boolean ready = runnable.size() > 0;
            if (!ready && monitors.awaited() && events.nextDue() > events.now()) {
                ready = sharedMonitors.admits();
            }
            if (!ready && (events.size() == 0 || events.nextDue() > until)) {
                if (until != Long.MAX_VALUE) {
                    events.advance(until);
                }
                return condition.getAsBoolean();
            }
            draws = 0;
            state.pin(budget.begin(events.now()));
            if (ready) {
                step();
            } else {
                events.fireNext();
            }
            monitors.drain();
            if (outside.waiting()) {
                outside.answer(seed(), events.now());
            }
        }
        return true;
    }

    /** Called by the watchdog on its own thread; false if the step has ended meanwhile. */
    boolean stuck(long step, long wallMillis) {
        SimThread inside = running;
        Thread carrier = thread;
        Thread at = inside == null ? carrier : inside.thread;
        ThreadSnapshots.Snapshot snapshot = at == null ? null : ThreadSnapshots.of(at);
        if (snapshot == null || steps() != step) {
            return false;
        }
        Throwable stack = new IllegalStateException("stuck here");
        stack.setStackTrace(snapshot.stack().toArray(StackTraceElement[]::new));
        StuckStep noticed = new StuckStep(
                simulation.seed(),
                inside == null ? "" : inside.host.host().name(),
                inside == null ? "" : inside.thread.getName(),
                events.now(),
                step,
                wallMillis,
                stack);
        outside.end(noticed);
        simulation.tellStuck(noticed);
        return true;
    }

    /**
     * Ends the run for its caller: the step seems to have no end. Nothing can stop its thread; should the step ever end, the loop ends
     * there. Called by the watchdog on its own thread.
     */
    void giveUp() {
        StuckStep noticed = outside.stuck();
        if (noticed != null) {
            givenUp = true;
            result.completeExceptionally(new SimulationException(noticed + "; given up", noticed.stack()));
        }
    }

    private void step() {
        SimThread next = runnable.remove(picker.pick(runnable));
        monitors.runs(next.thread);
        simulation.trace().emit(TraceKind.STEP, next.host.host(), next.id, runnable.size());
        next.steps++;
        running = next;
        do {
            next.continuation.run();
        } while (sharedMonitors.passes(next));
        running = null;
        next.since = events.now();
        if (next.host.crashed()) {
            return; // by a call of its own
        }
        if (VirtualThreads.terminated(next.thread)) {
            next.host.ended(next);
        } else if (VirtualThreads.yielded(next.thread)) {
            yielded(next);
        } else {
            monitors.stopped(next.thread);
        }
    }

    /** A thread at a scheduling point keeps its priority, but not for ever: it may be spinning. */
    private void yielded(SimThread thread) {
        if (!thread.preempted || ++thread.preemptions % MOST_PREEMPTIONS == 0) {
            picker.yielded(thread);
        }
        thread.preempted = false;
    }

    /**
     * Whether the running thread, at a scheduling point, is to let others run first: not if there are none. One that waits for a monitor
     * may have been chosen as its next owner; that is seen at the end of a step.
     */
    boolean preempts() {
        SimThread inside = running;
        if (inside == null || (runnable.size() == 0 && !monitors.awaited())) {
            return false;
        }
        inside.preempted = true;
        return true;
    }

    /** Whether the loop runs at this moment; any thread may ask. */
    public boolean running() {
        return thread != null;
    }

    /** Thread steps and engine events so far. */
    public long steps() {
        return budget.steps();
    }

    /** Takes what a thread outside the simulation does to it; the one method that any thread may call. */
    void foreign(ForeignCall call) {
        outside.add(call);
    }

    /** A number that differs at each call and depends on nothing but the step and the calls within it. */
    long draw() {
        return budget.step() << 20 | draws++;
    }

    /** What the running step draws from: its number, its draws so far, the generator of identity hashes. */
    public long[] mark() {
        long[] mark = {budget.step(), draws, 0, 0};
        Thread running = thread;
        if (running != null) {
            CarrierState.save(running, mark, 2);
        }
        return mark;
    }

    /** Goes back to a mark made in the same step. */
    public void reset(long[] mark) {
        Thread running = thread;
        if (mark[0] == budget.step() && running != null) {
            draws = mark[1];
            CarrierState.restore(running, mark, 2);
        }
    }

    /** The thread inside its step, or null. */
    @Nullable
    SimThread stepping() {
        return running;
    }

    EventQueue events() {
        return events;
    }

    RunQueue runnable() {
        return runnable;
    }

    /** Whether the calling thread may touch the simulation: its carrier, or anybody while it does not run. */
    boolean mayTouch() {
        Thread running = thread;
        return running == null || running == HostScheduler.carrierOrSelf();
    }

    /** The platform thread that runs the loop now, or null. */
    @Nullable
    Thread thread() {
        return thread;
    }

    /** Whether a step has been left without an end: its thread may still touch the simulation, so nobody else may. */
    public boolean givenUp() {
        return givenUp;
    }

    /** From now on it may run; see {@link #close}. */
    public void open() {
        SharedMonitors.open(this);
    }

    /** Its threads have ceased to exist. */
    public void close() {
        SharedMonitors.closed(this);
    }

    /** What tells the ids of its threads from those of other simulations. */
    long idSlot() {
        return idSlot;
    }

    long seed() {
        return simulation.seed();
    }

    MonitorHandover monitors() {
        return monitors;
    }
}
