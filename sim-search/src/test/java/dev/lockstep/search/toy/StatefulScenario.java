package dev.lockstep.search.toy;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Action;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;

/** The toy, whose sender counts in a static field, and tells the count: a run shows how many there were before it in its build. */
public final class StatefulScenario implements Scenario {
    private final ToyScenario toy = new ToyScenario();

    /** A scenario. */
    public StatefulScenario() {}

    @Override
    public String name() {
        return "stateful";
    }

    @Override
    public String summary() {
        return "its system under test keeps a count in a static field";
    }

    @Override
    public String subject() {
        return toy.subject();
    }

    @Override
    public List<Invariant> invariants() {
        return toy.invariants();
    }

    @Override
    public Plan draw(Choices choices) {
        return new Plan(Map.of("numbers", choices.between(1, 5)), List.of(new Action(0, 0, "leak", "")));
    }

    @Override
    public void check(Plan plan) {
        toy.check(plan);
    }

    @Override
    public void run(Run run) throws Exception {
        toy.run(run);
    }
}
