package dev.lockstep.search.toy;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A scenario with a mistake: a static that survives from one seed to the next. */
public final class LeakyScenario implements Scenario {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** A scenario. */
    public LeakyScenario() {}

    @Override
    public String name() {
        return "leaky";
    }

    @Override
    public String summary() {
        return "its path depends on the seeds before";
    }

    @Override
    public List<Invariant> invariants() {
        return List.of();
    }

    @Override
    public Plan draw(Choices choices) {
        return new Plan(Map.of(), List.of());
    }

    @Override
    public void check(Plan plan) {}

    @Override
    public void run(Run run) {
        run.simulation().host("a").start("t", () -> Thread.sleep(5));
        run.simulation().runFor(10_000_000);
        run.note("this build has run " + RUNS.incrementAndGet() + " seeds");
        run.simulation().runFor(10_000_000);
    }
}
