package dev.lockstep.properties;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.search.Build;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.Set;
import java.util.TreeSet;

/** A run that goes on after a failure and keeps the names of all promises that are reported broken. */
final class AllFailures implements Run {
    private final Simulation simulation;
    private final Plan plan;
    private final Build build;
    private final Set<String> failures = new TreeSet<>();

    private AllFailures(Simulation simulation, Plan plan, Build build) {
        this.simulation = simulation;
        this.plan = plan;
        this.build = build;
    }

    static Set<String> of(Scenario scenario, long seed, Plan plan, Build build) {
        try (Simulation simulation = Simulation.create(scenario.options(seed, plan))) {
            AllFailures run = new AllFailures(simulation, plan, build);
            scenario.run(run);
            return run.failures;
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
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
        return simulation.choices(stream);
    }

    @Override
    public void fail(String property, String message) {
        failures.add(property);
    }

    @Override
    public boolean failed() {
        return false;
    }

    @Override
    public void metric(String name, long value) {}

    @Override
    public void note(String line) {}
}
