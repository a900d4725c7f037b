package dev.lockstep.search.defectbench;

import dev.lockstep.core.Choices;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.search.Action;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;

/** A scenario whose threads run in another order. */
record WithStrategy(Scenario scenario, Scheduling strategy) implements Scenario {
    @Override
    public String name() {
        return scenario.name();
    }

    @Override
    public String summary() {
        return scenario.summary();
    }

    @Override
    public String subject() {
        return scenario.subject();
    }

    @Override
    public List<Invariant> invariants() {
        return scenario.invariants();
    }

    @Override
    public Plan draw(Choices choices) {
        return scenario.draw(choices);
    }

    @Override
    public Map<String, Long> smallest() {
        return scenario.smallest();
    }

    @Override
    public SimulationOptions options(long seed, Plan plan) {
        return scenario.options(seed, plan).with(strategy);
    }

    @Override
    public String sentence(Action action) {
        return scenario.sentence(action);
    }

    @Override
    public void check(Plan plan) {
        scenario.check(plan);
    }

    @Override
    public void run(Run run) throws Exception {
        scenario.run(run);
    }
}
