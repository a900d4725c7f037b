package dev.lockstep.search.engine;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.search.Build;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a scenario has reported so far in one run. */
final class RunState implements Run {
    private static final Set<String> TAKEN = Set.of("plan", "schedule");

    private final Simulation simulation;
    private final Plan plan;
    private final Build build;
    private final Set<String> properties;
    private final Map<String, Long> metrics = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final SeedRunner.@Nullable Listener listener;
    private @Nullable Failure failure;

    RunState(Simulation simulation, Plan plan, Build build, Scenario scenario, SeedRunner.@Nullable Listener listener) {
        this.listener = listener;
        this.simulation = simulation;
        this.plan = plan;
        this.build = build;
        this.properties = scenario.invariants().stream().map(i -> i.name()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Simulation simulation() {
        return simulation;
    }

    @Override
    public long seed() {
        return simulation.seed();
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Build build() {
        return build;
    }

    @Override
    public Choices choices(String stream) {
        if (TAKEN.contains(stream)) {
            throw new IllegalArgumentException("stream " + stream + " is taken, expected another name");
        }
        return simulation.choices(stream);
    }

    @Override
    public void fail(String property, String message) {
        if (!properties.contains(property)) {
            throw new IllegalArgumentException("property " + property + " is not one of the scenario's " + properties);
        }
        if (failure == null) {
            failure = new Failure(property, message, simulation.nanoTime());
            simulation.trace().emit(TraceKind.NOTE, null, "fails " + property + ": " + message);
            if (listener != null) {
                listener.failed(simulation);
            }
        }
    }

    @Override
    public boolean failed() {
        return failure != null || !simulation.violations().isEmpty();
    }

    @Override
    public void metric(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("metric " + name + " is " + value + ", expected at least 0");
        }
        metrics.put(name, value);
    }

    @Override
    public void note(String line) {
        notes.add(line);
        simulation.trace().emit(TraceKind.NOTE, null, line);
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    Map<String, Long> metrics() {
        return metrics;
    }

    List<String> notes() {
        return notes;
    }
}
