package dev.lockstep.core;

import dev.lockstep.core.agent.LockstepAgent;
import dev.lockstep.core.engine.Carrier;
import dev.lockstep.core.engine.EventQueue;
import dev.lockstep.core.engine.HostScheduler;
import dev.lockstep.core.engine.ThreadReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One deterministic run: hosts, virtual time, named random streams, a trace. {@link #run} waits while the simulation runs on a
 * platform thread of its own, its carrier: all simulated threads, engine callbacks and conditions run there, one at a time, and
 * hold none of the caller's monitors. Outside of a run one thread may use a simulation; an interrupt of the thread in
 * {@code run} ends the run. Several simulations may run in one JVM on several carriers.
 */
public final class Simulation implements AutoCloseable {
    private final SimulationOptions options;
    private final Choices root;
    private final Trace trace;
    private final EventQueue events = new EventQueue();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Choices> streams = new HashMap<>();
    private final Map<Class<?>, Object> attachments = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable TaggedOutput tagged;
    private final Disturbances disturbances = new Disturbances(this);
    private final TempDirectories temporary = new TempDirectories();
    private final Carrier carrier;
    private volatile Consumer<StuckStep> stuckListener = Simulation::printStuck;

    private Simulation(SimulationOptions options, Choices root) {
        this.options = options;
        this.root = root;
        this.trace = new Trace(this);
        this.carrier = new Carrier(this, events, choices("schedule"));
        carrier.open();
    }

    /**
     * A simulation at virtual time 0 without hosts.
     *
     * @throws SimulationException if the agent is not installed or this JDK is not supported
     */
    public static Simulation create(SimulationOptions options) {
        return create(options, Choices.seeded(options.seed()));
    }

    /**
     * A simulation whose streams are forks of the given choices: recorded or replayed ones. What is not a choice (identity hashes,
     * seeds of {@code Random}, UUIDs) still comes from the seed of the options.
     *
     * @throws SimulationException if the agent is not installed or this JDK is not supported
     */
    public static Simulation create(SimulationOptions options, Choices root) {
        HostScheduler.checkReady();
        if (options.preemptAtAccesses()) {
            LockstepAgent.rewriteAccesses();
        }
        return new Simulation(options, root);
    }

    /** The simulation of the calling simulated thread or engine callback, or null elsewhere. */
    public static @Nullable Simulation current() {
        HostScheduler scheduler = HostScheduler.current();
        return scheduler != null ? scheduler.host().simulation() : Carrier.currentSimulation();
    }

    /** The host of this name, created if it does not exist. */
    public Host host(String name) {
        return hosts.computeIfAbsent(name, n -> new Host(this, n, hosts.size()));
    }

    /** All hosts in order of creation. */
    public Collection<Host> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    /** The random stream of this name. */
    public Choices choices(String name) {
        return streams.computeIfAbsent(name, root::fork);
    }

    /** Virtual time, ns since the start. */
    public long nanoTime() {
        return events.now();
    }

    /** A timer that is not armed yet. */
    public Timer timer(Runnable callback) {
        return new Timer(this, callback);
    }

    /** Runs an engine callback after a delay (ns; below 0 counts as 0). */
    public Timer schedule(long delayNanos, Runnable callback) {
        Timer timer = new Timer(this, callback);
        timer.arm(delayNanos);
        return timer;
    }

    /** Runs until nothing is left to run, or for ever if something always is: prefer {@link #runFor}. */
    public void run() {
        carrier.run(Long.MAX_VALUE, () -> false);
    }

    /** Runs for a span of virtual time (ns); afterwards {@link #nanoTime} has advanced by just that. */
    public void runFor(long nanos) {
        carrier.run(nanoTime() + nanos, () -> false);
    }

    /**
     * Runs until a condition holds, checked after each thread step and engine event, or until virtual time has advanced by
     * {@code withinNanos}.
     *
     * @return whether the condition holds
     */
    public boolean runUntil(BooleanSupplier condition, long withinNanos) {
        return carrier.run(nanoTime() + withinNanos, condition);
    }

    /** Whether its loop runs at this moment, on whatever thread. */
    public boolean running() {
        return carrier.running();
    }

    /** Thread steps and engine events so far. */
    public long steps() {
        return carrier.steps();
    }

    /**
     * Whom to tell of a step that does not end ({@link SimulationOptions#stepWallMillis}); called on the watchdog's thread, not
     * the carrier. The run itself ends with a {@link SimulationException} if the step ever does. By default standard error is
     * told.
     */
    public void onStuck(Consumer<StuckStep> newListener) {
        stuckListener = newListener;
    }

    /** For the engine. */
    public void tellStuck(StuckStep step) {
        stuckListener.accept(step);
    }

    /** What each live thread is doing, by host and order of creation. Called between runs or in an engine callback. */
    public List<ThreadStatus> threadStates() {
        return report().threads();
    }

    /**
     * The live threads as text: who waits for what, held by whom, since when, where; a circle of waiting threads first. Says why
     * a run ended or timed out with work undone.
     */
    public String threads() {
        return report().text();
    }

    /**
     * The stack of a live thread, innermost frame first; empty if there is none of this id or it has not run yet. Called between runs or
     * on the carrier between two steps.
     */
    public List<StackTraceElement> stack(String host, long thread) {
        Host owner = hosts.get(host);
        return owner == null ? List.of() : owner.scheduler().stack(thread);
    }

    /** Whether a live thread owns a monitor; for the engine, between two steps. */
    public boolean owns(Object monitor) {
        return hosts.values().stream().anyMatch(h -> h.scheduler().owns(monitor));
    }

    private ThreadReport report() {
        return new ThreadReport(hosts.values().stream().map(Host::scheduler).toList());
    }

    /** The trace. */
    public Trace trace() {
        return trace;
    }

    /** The sites and probes of {@link dev.lockstep.buggify.Buggify} that were passed so far. */
    public Disturbances disturbances() {
        return disturbances;
    }

    /** What escaped or went wrong so far, oldest first. */
    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** Adds a violation; also told to the trace. */
    public void violation(Violation violation) {
        violations.add(violation);
        trace.emit(TraceKind.VIOLATION, hosts.get(violation.host()), violation.what());
    }

    /** The object of this type attached to the simulation, created at first use. One simulation has one network, and so on. */
    public <T> T attachment(Class<T> type, Supplier<? extends T> create) {
        return type.cast(attachments.computeIfAbsent(type, t -> create.get()));
    }

    /** The object of this type attached to the simulation, or null. */
    public <T> @Nullable T attachment(Class<T> type) {
        return type.cast(attachments.get(type));
    }

    /** The options it was made with. */
    public SimulationOptions options() {
        return options;
    }

    /** The seed. */
    public long seed() {
        return options.seed();
    }

    /** Ends the run: all threads that are left cease to exist. */
    @Override
    public void close() {
        if (!carrier.givenUp()) {
            hosts.values().forEach(h -> h.scheduler().crash());
            events.clear();
        }
        carrier.close();
        temporary.delete();
        tagOutput(null);
    }

    /**
     * Where the lines go that hosts print to {@code System.out} and {@code System.err}, each with its host and virtual time before
     * it; null: to where everybody else prints, as they are. Meant for one simulation at a time: the standard streams have one
     * lock for all carriers of the JVM.
     */
    public void tagOutput(@Nullable PrintStream to) {
        if (tagged != null) {
            tagged.close();
        }
        tagged = to == null ? null : new TaggedOutput(to);
    }

    @Nullable
    TaggedOutput taggedOutput() {
        return tagged;
    }

    TempDirectories temporary() {
        return temporary;
    }

    private static void printStuck(StuckStep step) {
        System.err.println("lockstep: " + step);
        for (StackTraceElement frame : step.stack().getStackTrace()) {
            System.err.println("    at " + frame);
        }
    }

    /** The loop; for the engine. */
    public Carrier carrier() {
        return carrier;
    }

    EventQueue events() {
        return events;
    }
}
