package dev.lockstep.search.engine;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.Trace;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.search.Build;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one seed and judges it. The calling thread, a platform thread that is in no simulation, becomes the carrier. Runs on
 * several threads do not disturb each other as long as they use different builds.
 */
public final class SeedRunner {
    private static final Plan EMPTY = new Plan(Map.of(), List.of());

    /** Sees the events of a run, with the hash over all events up to and including the one it is told. */
    public interface Listener {
        /** A run begins; nothing has happened in it. Must not change it. */
        default void begin(Simulation simulation) {}

        /** Called on the carrier; must not change the run. */
        void event(TraceEvent event, long hash);

        /** The thread of the running step has armed a timer that fires at this time, virtual ns; see {@link Trace.Listener#timer}. */
        default void timer(long dueNanos) {}

        /** The scenario reports its first broken promise. Called on the carrier, before anything is torn down. */
        default void failed(Simulation simulation) {}
    }

    private SeedRunner() {}

    /** Runs a seed with the plan it draws. */
    public static Outcome run(Scenario scenario, long seed, Build build) {
        return run(scenario, seed, null, build, null);
    }

    /**
     * Runs a seed.
     *
     * @param plan what is to happen, or null to draw it from the seed
     * @param listener sees every event, or null
     */
    public static Outcome run(
            Scenario scenario, long seed, @Nullable Plan plan, Build build, @Nullable Listener listener) {
        return run(scenario, seed, Choices.seeded(seed), plan, build, listener);
    }

    /**
     * Runs a seed with other choices than those it would draw: recorded ones.
     *
     * @param root where every stream of the run comes from
     * @param plan what is to happen, or null to draw it from the stream {@code plan}
     * @param listener sees every event, or null
     */
    public static Outcome run(
            Scenario scenario, long seed, Choices root, @Nullable Plan plan, Build build, @Nullable Listener listener) {
        return run(scenario, seed, root, plan == null ? scenario::draw : _ -> plan, build, listener);
    }

    /** Runs one point of a scenario's bounded space: the one that these choices lead to. */
    public static Outcome runBounded(Scenario scenario, long seed, Choices root, Build build) {
        return run(scenario, seed, root, scenario::drawBounded, build, null);
    }

    private static Outcome run(
            Scenario scenario,
            long seed,
            Choices root,
            Function<Choices, Plan> draw,
            Build build,
            @Nullable Listener listener) {
        long start = System.nanoTime();
        try {
            Plan plan = draw(scenario, root, draw);
            return execute(scenario, scenario.options(seed, plan), root, plan, build, listener, start);
        } catch (DrawException e) {
            Failure failure = Failure.of(e.error(), 0);
            return new Outcome(
                    seed,
                    EMPTY,
                    failure.property(),
                    failure.message(),
                    0,
                    0,
                    0,
                    "0".repeat(16),
                    Checkpoints.NONE,
                    Map.of(),
                    Map.of(),
                    List.of(),
                    System.nanoTime() - start);
        }
    }

    /**
     * The plan of a run.
     *
     * @throws DrawException if the scenario cannot draw it, or draws one that it does not accept itself
     */
    private static Plan draw(Scenario scenario, Choices root, Function<Choices, Plan> draw) throws DrawException {
        try {
            Plan plan = draw.apply(root.fork("plan"));
            scenario.check(plan);
            return plan;
        } catch (RuntimeException e) {
            throw new DrawException(e);
        }
    }

    private static Outcome execute(
            Scenario scenario,
            SimulationOptions options,
            Choices root,
            Plan plan,
            Build build,
            @Nullable Listener listener,
            long start) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(build.loader());
        try (Simulation simulation = Simulation.create(options, root)) {
            listen(simulation, listener);
            RunState run = new RunState(simulation, plan, build, scenario, listener);
            Failure thrown = carryOut(scenario, run);
            return outcome(run, Failure.earlier(Failure.earlier(run.failure(), violated(simulation)), thrown), start);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void listen(Simulation simulation, @Nullable Listener listener) {
        if (listener != null) {
            listener.begin(simulation);
            Trace trace = simulation.trace();
            trace.listener(new Trace.Listener() {
                @Override
                public void event(TraceEvent event) {
                    listener.event(event, trace.hash());
                }

                @Override
                public void timer(long dueNanos) {
                    listener.timer(dueNanos);
                }
            });
        }
    }

    private static @Nullable Failure carryOut(Scenario scenario, RunState run) {
        Simulation simulation = run.simulation();
        try {
            scenario.run(run);
            return null;
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return simulation.steps() > simulation.options().maxSteps()
                    ? new Failure(Outcome.STEP_BUDGET, String.valueOf(e.getMessage()), simulation.nanoTime())
                    : Failure.of(e, simulation.nanoTime());
        }
    }

    private static @Nullable Failure violated(Simulation simulation) {
        return simulation.violations().isEmpty()
                ? null
                : Failure.of(simulation.violations().getFirst());
    }

    private static Outcome outcome(RunState run, @Nullable Failure failure, long start) {
        Simulation simulation = run.simulation();
        return new Outcome(
                simulation.seed(),
                run.plan(),
                failure == null ? "" : failure.property(),
                failure == null ? "" : failure.message(),
                failure == null ? -1 : failure.atNanos(),
                simulation.nanoTime(),
                simulation.trace().count(),
                simulation.trace().hashText(),
                simulation.trace().checkpoints(),
                run.metrics(),
                probes(simulation),
                run.notes(),
                System.nanoTime() - start);
    }

    private static Map<String, Long> probes(Simulation simulation) {
        Map<String, Long> hits = new TreeMap<>();
        simulation.disturbances().probes().forEach((name, probe) -> hits.put(name, probe.hits()));
        return hits;
    }

    /** A scenario could not draw a plan. */
    private static final class DrawException extends Exception {
        private static final long serialVersionUID = 1L;
        private final RuntimeException error;

        DrawException(RuntimeException error) {
            super(error);
            this.error = error;
        }

        RuntimeException error() {
            return error;
        }
    }
}
