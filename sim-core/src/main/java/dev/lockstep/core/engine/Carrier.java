package dev.lockstep.core.engine;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationException;
import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.core.TraceKind;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a simulation. Runnable threads run first, in an order the stream {@code schedule} decides; when none is left, the
 * clock moves to the next engine event. Runs on the thread that calls {@link #run}.
 */
public final class Carrier {
    private static final ThreadLocal<@Nullable Carrier> CURRENT = new ThreadLocal<>();

    private final Simulation simulation;
    private final EventQueue events;
    private final Choices schedule;
    private final boolean fifo;
    private final RunQueue runnable = new RunQueue();
    private final MonitorHandover monitors = new MonitorHandover();
    private final Queue<ForeignWakeUp> foreign = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private long steps;
    private long draws;

    /** A loop over the events of a simulation. */
    public Carrier(Simulation simulation, EventQueue events, Choices schedule) {
        this.simulation = simulation;
        this.events = events;
        this.schedule = schedule;
        this.fifo = simulation.options().scheduling() == Scheduling.FIFO;
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
     * @throws SimulationException when the step budget is used up
     */
    public boolean run(long until, BooleanSupplier condition) {
        if (CURRENT.get() != null || Thread.currentThread().isVirtual()) {
            throw new SimulationException(
                    "run was called inside a running simulation, expected a platform thread of its own");
        }
        CarrierState state = new CarrierState(simulation.seed());
        thread = Thread.currentThread();
        CURRENT.set(this);
        try {
            return loop(until, condition, state);
        } finally {
            CURRENT.remove();
            thread = null;
        }
    }

    private boolean loop(long until, BooleanSupplier condition, CarrierState state) {
        while (!condition.getAsBoolean()) {
            for (ForeignWakeUp wakeUp = foreign.poll(); wakeUp != null; wakeUp = foreign.poll()) {
                wakeUp.accept();
            }
            if (runnable.size() == 0 && (events.size() == 0 || events.nextDue() > until)) {
                if (until != Long.MAX_VALUE) {
                    events.advance(until);
                }
                return condition.getAsBoolean();
            }
            if (++steps > simulation.options().maxSteps()) {
                throw new SimulationException("seed " + simulation.seed() + " used up its budget of "
                        + simulation.options().maxSteps() + " steps at " + events.now() + " ns");
            }
            draws = 0;
            state.pin(steps);
            if (runnable.size() > 0) {
                step();
            } else {
                events.fireNext();
            }
            monitors.drain();
        }
        return true;
    }

    private void step() {
        int place = fifo ? 0 : runnable.draw(schedule);
        Thread next = runnable.thread(place);
        Runnable continuation = runnable.continuation(place);
        runnable.remove(place);
        HostScheduler host = HostScheduler.of(next);
        if (host == null) {
            throw new SimulationException("thread " + next.getName() + " has no simulated host");
        }
        monitors.runs(next);
        simulation.trace().emit(TraceKind.STEP, host.host(), next.threadId(), runnable.size());
        continuation.run();
        if (VirtualThreads.terminated(next)) {
            host.ended(next);
        } else {
            monitors.stopped(next);
        }
    }

    /** Thread steps and engine events so far. */
    public long steps() {
        return steps;
    }

    /** Takes a wake-up from a thread outside the simulation; the one method that any thread may call. */
    void foreign(ForeignWakeUp wakeUp) {
        foreign.add(wakeUp);
    }

    /** A number that differs at each call and depends on nothing but the step and the calls within it. */
    long draw() {
        return steps << 20 | draws++;
    }

    /** What the running step draws from: its number, its draws so far, the generator of identity hashes. */
    long[] mark() {
        long[] mark = {steps, draws, 0, 0};
        Thread running = thread;
        if (running != null) {
            CarrierState.save(running, mark, 2);
        }
        return mark;
    }

    /** Goes back to a mark made in the same step. */
    void reset(long[] mark) {
        Thread running = thread;
        if (mark[0] == steps && running != null) {
            draws = mark[1];
            CarrierState.restore(running, mark, 2);
        }
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

    MonitorHandover monitors() {
        return monitors;
    }
}
