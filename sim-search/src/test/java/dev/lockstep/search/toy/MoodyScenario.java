package dev.lockstep.search.toy;

import dev.lockstep.core.Choices;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.ArrayList;
import java.util.List;

/** The toy with a promise that one plan in four breaks, whoever sends. Not a registered service: tests name it where they want it. */
public final class MoodyScenario implements Scenario {
    private final ToyScenario toy = new ToyScenario();

    /** A scenario. */
    public MoodyScenario() {}

    @Override
    public String name() {
        return "moody";
    }

    @Override
    public String summary() {
        return "dislikes multiples of four";
    }

    @Override
    public String subject() {
        return toy.subject();
    }

    @Override
    public List<Invariant> invariants() {
        List<Invariant> invariants = new ArrayList<>(toy.invariants());
        invariants.add(new Invariant("mood", "The number of numbers is to its liking.", ""));
        return invariants;
    }

    @Override
    public Plan draw(Choices choices) {
        return toy.draw(choices);
    }

    @Override
    public SimulationOptions options(long seed, Plan plan) {
        return toy.options(seed, plan);
    }

    @Override
    public void check(Plan plan) {
        toy.check(plan);
    }

    @Override
    public void run(Run run) throws Exception {
        long numbers = run.plan().setting("numbers");
        if (numbers % 4 == 0) {
            run.fail("mood", numbers + " numbers, expected no multiple of 4");
        }
        toy.run(run);
    }
}
